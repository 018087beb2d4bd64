import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { priceOfTick, tickIndex } from './tick.ts'

describe('priceOfTick(index, tick)', () => {
  it.each([0.01, 0.00000001, 0.5, 1, 5, 0.0025, 0.3])('is undone by tickIndex for a tick of %d', (tick) => {
    fc.assert(
      fc.property(fc.nat(20_000_000), (index) => {
        expect(tickIndex(priceOfTick(index, tick), tick)).toBe(index)
      }),
    )
  })

  it('is the double of the decimal on the wire', () => {
    fc.assert(
      fc.property(fc.nat(20_000_000), (cents) => {
        const decimal = `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`
        expect(priceOfTick(cents, 0.01)).toBe(Number(decimal))
      }),
    )
  })

  it('multiplies where a tick does not divide 1', () => {
    expect(priceOfTick(3, 2.5)).toBe(7.5)
  })
})
