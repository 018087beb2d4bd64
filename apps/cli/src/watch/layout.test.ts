import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { layoutOf, type LayoutOptions, type Placed } from './layout.ts'

const anySize = fc.record({
  width: fc.integer({ min: 40, max: 260 }),
  height: fc.integer({ min: 10, max: 80 }),
  hasBanner: fc.boolean(),
  hasTrouble: fc.boolean(),
  products: fc.integer({ min: 1, max: 30 }),
  zoom: fc.constantFrom(undefined, 'tape' as const, 'quality' as const),
  extraRows: fc.integer({ min: -40, max: 40 }),
})

function placed(options: Partial<LayoutOptions> & Pick<LayoutOptions, 'width' | 'height'>): readonly Placed[] {
  return layoutOf({ hasBanner: true, hasTrouble: false, products: 2, zoom: undefined, extraRows: 0, ...options }).panes
}

const names = (panes: readonly Placed[]): string[] => panes.map(({ name }) => name)

function ladderRows(extraRows: number): number | undefined {
  return placed({ width: 80, height: 40, extraRows }).find(({ name }) => name === 'ladder')?.rect.height
}

describe('layoutOf(options)', () => {
  it('never lets two panes meet, nor a pane leave the screen or cover a row of its own', () => {
    fc.assert(
      fc.property(anySize, (options) => {
        const { panes, columns, qualityY, keysY, ruleY, bannerY, troubleY } = layoutOf(options)
        const taken = new Set([0, qualityY, keysY, ruleY, bannerY, troubleY])
        const cells = new Set<number>()
        for (const { rect } of panes) {
          for (let y = rect.y; y < rect.y + rect.height; y++) {
            expect(taken.has(y)).toBe(false)
            for (let x = rect.x; x < rect.x + rect.width; x++) {
              const cell = y * 1_000 + x
              if (x < 0 || x >= options.width || y >= options.height || cells.has(cell)) throw new Error(`${x},${y} is outside or taken`)
              cells.add(cell)
            }
          }
        }
        for (const { x, fromY, toY } of columns) for (let y = fromY; y < toY; y++) expect(cells.has(y * 1_000 + x)).toBe(false)
      }),
    )
  })

  it('always has room for the signal', () => {
    fc.assert(
      fc.property(anySize, (options) => {
        const { panes } = layoutOf({ ...options, zoom: undefined })
        expect(panes.find(({ name }) => name === 'signal')?.rect.height).toBeGreaterThanOrEqual(Math.min(12, options.height - 6))
      }),
    )
  })

  it('has every pane of the picture at 80 × 24', () => {
    expect(names(placed({ width: 80, height: 24 }))).toEqual(['ladder', 'signal', 'tape', 'flow'])
  })

  it('adds the profile and the other products at 120 × 40', () => {
    expect(names(placed({ width: 120, height: 40 }))).toEqual(['ladder', 'signal', 'profile', 'tape', 'flow', 'others'])
  })

  it('gives up flow first, then the tape', () => {
    expect(names(placed({ width: 60, height: 40 }))).toEqual(['signal', 'ladder', 'tape'])
    expect(names(placed({ width: 80, height: 18 }))).toEqual(['ladder', 'signal'])
    expect(names(placed({ width: 60, height: 14 }))).toEqual(['signal'])
  })

  it('gives the ladder more rows when asked to', () => {
    expect(ladderRows(2)).toBe(ladderRows(0)! + 2)
  })
})
