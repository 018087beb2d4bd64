import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { columnWorth, waterfallCells } from './waterfall.ts'

const text = (from: number, to: number): string =>
  waterfallCells({ from, to }, 40, 10)
    .map(([glyph]) => glyph)
    .join('')

describe('waterfallCells(step, threshold, worth)', () => {
  it('starts each bar where the last one ended', () => {
    expect([text(0, 30), text(30, 50), text(50, 65), text(65, 50), text(50, 60), text(60, 60), text(0, 60)]).toEqual([
      '       ▏   ███ ▏      ',
      '       ▏   ▏  ██      ',
      '       ▏   ▏   ▏█▌    ',
      '       ▏   ▏   ▏▒░    ',
      '       ▏   ▏   ▏█     ',
      '       ▏   ▏   ▏ ▏    ',
      '       ▏   ██████     ',
    ])
  })

  it('draws what is against on the other side, in another glyph', () => {
    expect([text(0, -30), text(-30, -15)]).toEqual(['       ▏▒▒▒▏   ▏      ', '       ▏█▌ ▏   ▏      '])
  })

  it('holds every sum that the factors can come to', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000 }), fc.double({ min: -1, max: 1, noNaN: true }), (whole, share) => {
        const net = Math.round(whole * share)
        const cells = waterfallCells({ from: 0, to: net }, 40, columnWorth(whole))
        expect(cells).toHaveLength(22)
        const filled = cells.filter(([, ink]) => ink === 'buy' || ink === 'sell').length
        expect(Math.abs(filled * columnWorth(whole) - Math.abs(net))).toBeLessThanOrEqual(columnWorth(whole))
      }),
    )
  })
})
