import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { levelChanges } from '../book/level-changes.ts'
import { featureNames, featureTable } from '../features/feature-table.ts'
import type { FeatureSnapshot, Sources } from '../features/features.ts'
import type { LevelChange, Side } from '../market.ts'
import { Analyzer } from './analyzer.ts'

const sources: Sources = { book: { state: 'healthy' }, trades: { state: 'absent' } }
const bookFeatures = featureNames.filter((name) => featureTable[name].source === 'book')

/** Levels beside each other or far apart, a few of them dust. */
const side = (name: Side): fc.Arbitrary<readonly LevelChange[]> =>
  fc
    .array(fc.record({ gap: fc.constantFrom(1, 1, 7, 40), size: fc.constantFrom(0.0001, 1, 2, 30) }), { minLength: 1, maxLength: 30 })
    .map((levels) => {
      let price = 50_000
      return levels.map(({ gap, size }) => ({ side: name, price: (price += name === 'bid' ? -gap : gap), size }))
    })

function featuresOf(bids: readonly LevelChange[], asks: readonly LevelChange[], bookLevels?: number): FeatureSnapshot {
  const analyzer = new Analyzer({ id: 'MADE-USD', quote: 'USD', tick: 1, ...(bookLevels === undefined ? {} : { bookLevels }) })
  const shown = (levels: readonly LevelChange[]): readonly LevelChange[] => levels.slice(0, bookLevels)
  for (const second of [0, 1, 8]) {
    analyzer.advance(1_000_000 * (1_000 + second))
    analyzer.onSnapshot(1_000_000 * (1_000 + second), levelChanges([...shown(bids), ...shown(asks)]))
  }
  return analyzer.features(sources)
}

describe('a product of which a book shows so many levels', () => {
  it('has every feature as the whole book has it, or none and the number of levels', () => {
    let withheld = 0
    fc.assert(
      fc.property(side('bid'), side('ask'), fc.constantFrom(1, 5, 10, 25), (bids, asks, levels) => {
        const whole = featuresOf(bids, asks)
        const shown = featuresOf(bids, asks, levels)
        for (const name of bookFeatures) {
          if (shown[name].value !== null) expect(shown[name], name).toEqual(whole[name])
          else if (whole[name].value !== null) withheld += 1
        }
        expect(shown.bestBid.value).toBe(bids[0]!.price)
        expect(shown.queueImbalance).toEqual(whole.queueImbalance)
      }),
      { numRuns: 60 },
    )
    expect(withheld).toBeGreaterThan(100)
  })

  it('lacks nothing where no side is longer than what is shown', () => {
    const bids: readonly LevelChange[] = [{ side: 'bid', price: 49_999, size: 1 }]
    const asks: readonly LevelChange[] = [{ side: 'ask', price: 50_001, size: 1 }]
    const { depthImbalanceRank: _rank, ...shown } = featuresOf(bids, asks, 25)
    expect(shown.depthBid50.value).toBe(1)
    expect(featuresOf(bids, asks)).toMatchObject(shown)
  })
})
