import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { FootprintRow } from './footprint.ts'
import { type DiagonalImbalance, diagonalImbalances, stackedImbalances } from './imbalances.ts'

const rows: FootprintRow[] = [
  { price: 100, sell: 12, buy: 0 },
  { price: 101, sell: 5, buy: 30 },
  { price: 102, sell: 10, buy: 15 },
  { price: 104, sell: 0, buy: 31 },
  { price: 105, sell: 4, buy: 8 },
]

const footprints = fc
  .uniqueArray(fc.record({ price: fc.integer({ min: 1, max: 15 }), buy: fc.nat(9), sell: fc.nat(9) }), { selector: ({ price }) => price })
  .map((found) => found.sort((a, b) => a.price - b.price))

function mirror(series: readonly FootprintRow[]): FootprintRow[] {
  return series.map(({ price, buy, sell }) => ({ price: 100 - price, buy: sell, sell: buy })).toReversed()
}

function at(aggressor: 'buy' | 'sell', price: number): DiagonalImbalance {
  return { aggressor, price, volume: 3, against: 1 }
}

describe('diagonalImbalances(rows, { tick, ratio, minVolume })', () => {
  it('finds buyers who outweigh sellers one true tick below, none there included', () => {
    expect(diagonalImbalances(rows, { tick: 1 })).toEqual([
      { aggressor: 'buy', price: 102, volume: 15, against: 5 },
      { aggressor: 'buy', price: 105, volume: 8, against: 0 },
    ])
  })

  it('finds sellers who outweigh buyers one true tick above', () => {
    expect(diagonalImbalances(mirror(rows), { tick: 1 })).toEqual([
      { aggressor: 'sell', price: -5, volume: 8, against: 0 },
      { aggressor: 'sell', price: -2, volume: 15, against: 5 },
    ])
  })

  it('counts no volume on the other side only where this side has the minimum', () => {
    expect(diagonalImbalances(rows, { tick: 1, minVolume: 9 }).map(({ price }) => price)).toEqual([102])
    expect(diagonalImbalances(rows, { tick: 1, minVolume: 8 }).map(({ price }) => price)).toEqual([102, 105])
  })

  it('finds nothing where neither side traded across the spread', () => {
    const apart = [
      { price: 100, sell: 0, buy: 4 },
      { price: 101, sell: 6, buy: 0 },
    ]
    expect(diagonalImbalances(apart, { tick: 1 })).toEqual([])
  })

  it('asks for as much as the ratio says', () => {
    expect(diagonalImbalances(rows, { tick: 1, ratio: 2.5 }).map(({ price }) => price)).toEqual([101, 102, 105])
  })

  it('knows neighbours by their tick, not by the noise of decimals', () => {
    const cents = [
      { price: 0.29, buy: 0, sell: 1 },
      { price: 0.3, buy: 3, sell: 0 },
    ]
    expect(diagonalImbalances(cents, { tick: 0.01 }).map(({ price }) => price)).toEqual([0.3])
  })

  it('is mirrored when prices are mirrored and takers change sides', () => {
    fc.assert(
      fc.property(footprints, (series) => {
        const turned = diagonalImbalances(mirror(series), { tick: 1 }).map(({ aggressor, price, ...volumes }) => ({
          aggressor: aggressor === 'buy' ? 'sell' : 'buy',
          price: 100 - price,
          ...volumes,
        }))
        const here = diagonalImbalances(series, { tick: 1 })
        expect(turned).toHaveLength(here.length)
        expect(turned).toEqual(expect.arrayContaining(here))
      }),
    )
  })

  it('does not depend on rows in which nothing traded', () => {
    fc.assert(
      fc.property(footprints, (series) => {
        const printed = series.filter(({ buy, sell }) => buy + sell > 0)
        const filled = Array.from({ length: 17 }, (_, price) => printed.find((row) => row.price === price) ?? { price, buy: 0, sell: 0 })
        expect(diagonalImbalances(filled, { tick: 1 })).toEqual(diagonalImbalances(printed, { tick: 1 }))
      }),
    )
  })

  it('refuses a tick that is not above 0', () => {
    expect(() => diagonalImbalances([], { tick: 0 })).toThrow(RangeError)
  })
})

describe('stackedImbalances(imbalances, { tick, atLeast })', () => {
  it('finds three in a row of one side', () => {
    const imbalances = [at('buy', 100), at('buy', 101), at('buy', 102), at('buy', 104), at('sell', 103), at('sell', 105)]
    expect(stackedImbalances(imbalances, { tick: 1 })).toEqual([{ aggressor: 'buy', low: 100, high: 102, count: 3 }])
  })

  it('breaks at a missing price', () => {
    expect(stackedImbalances([at('buy', 100), at('buy', 101), at('buy', 103)], { tick: 1 })).toEqual([])
    expect(stackedImbalances([at('buy', 100), at('buy', 101), at('buy', 103)], { tick: 1, atLeast: 2 })).toHaveLength(1)
  })

  it('does not stack one side upon the other', () => {
    expect(stackedImbalances([at('buy', 100), at('sell', 101), at('buy', 102)], { tick: 1 })).toEqual([])
  })

  it('stacks sellers as it does buyers', () => {
    const imbalances = [at('sell', 0.3), at('sell', 0.28), at('sell', 0.29)]
    expect(stackedImbalances(imbalances, { tick: 0.01 })).toEqual([{ aggressor: 'sell', low: 0.28, high: 0.3, count: 3 }])
  })

  it('refuses a tick that is not above 0', () => {
    expect(() => stackedImbalances([], { tick: -1 })).toThrow(RangeError)
  })
})
