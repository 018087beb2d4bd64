import {
  type FeatureName,
  featureNames,
  type FeatureReading,
  type FeatureSnapshot,
  type MarketEvent,
  recordOf,
  SECOND_US,
  type Sources,
} from '@of/core'
import { OrderBook, levelChanges } from '@of/core'
import { analyze, defineFactor, presets, scoreSource } from '@of/signals'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MomentCollector } from './moments.ts'
import { scored } from './portfolio.ts'
import { directionsOf, featuresOf } from './scorer.ts'

const START_US = 1_767_312_000_000_000
const score = { weight: 10, bullish: { above: 0 }, bearish: { below: 0 } }

/** Values on and around the bounds that rules know. */
const value = fc.oneof(
  fc.constantFrom(0, 0.1, -0.1, 0.15, -0.15, 0.2, -0.2, 0.5, -0.5, 0.9, 1, -1, 1.645, 20, 35, 65),
  fc.double({ min: -3, max: 100, noNaN: true }),
)
const reading: fc.Arbitrary<FeatureReading> = fc.oneof(
  { weight: 5, arbitrary: value.map((number) => ({ value: number })) },
  { weight: 1, arbitrary: fc.constant({ value: null, reason: 'warming up' }) },
)
const health = fc.constantFrom({ state: 'healthy' } as const, { state: 'absent' } as const, { state: 'unhealthy', reason: 'gap' } as const)
const anySource = fc.oneof({ weight: 4, arbitrary: fc.constant({ state: 'healthy' } as const) }, { weight: 1, arbitrary: health })
const sources: fc.Arbitrary<Sources> = fc.record({ book: anySource, trades: anySource })

/** Any values of the features that matter, the others unknown. */
function snapshots(names: readonly FeatureName[]): fc.Arbitrary<FeatureSnapshot> {
  return fc
    .array(reading, { minLength: names.length, maxLength: names.length })
    .map((readings) => recordOf(featureNames, (name) => readings[names.indexOf(name)] ?? { value: null, reason: 'not asked for' }))
}

describe('directionsOf(moments, ruleSet)', () => {
  it.each(Object.values(presets))('says what analyze says of every moment, by the rules of $name', (ruleSet) => {
    const features = featuresOf(ruleSet)
    fc.assert(
      fc.property(fc.array(fc.tuple(snapshots(features), sources), { minLength: 1, maxLength: 8 }), (seen) => {
        const collector = new MomentCollector('MADE-USD', { features, latencyUs: 0, notional: 100 })
        for (const [snapshot, found] of seen) collector.on(due(snapshot, found))
        const said = seen.map(([snapshot, found]) => analyze({ features: snapshot, sources: found }, ruleSet).direction)
        expect([...directionsOf(collector.read(), ruleSet)]).toEqual(said.map((direction) => ({ LONG: 1, SHORT: -1, HOLD: 0 })[direction]))
      }),
    )
  })

  it('says what rules and factors of one’s own say as one score', () => {
    const ruleSet = presets.brief
    const features = featuresOf(ruleSet)
    const rising = defineFactor({
      name: 'rising',
      inputs: { features: ['imbalance10'] },
      lookBackUs: SECOND_US,
      score: { weight: 35, bullish: { above: 0.1 }, bearish: { below: -0.2 } },
      compute: ({ features: { imbalance10: now }, moments }) => (now === null ? null : now - (moments[0]!.features.imbalance10 ?? 0) / 2),
    })
    const source = scoreSource({ ruleSet, factors: [rising] })
    const { recipe } = source
    if (recipe?.kind !== 'score') throw new Error('expected the recipe of a score')
    fc.assert(
      fc.property(fc.array(fc.tuple(snapshots(features), sources), { minLength: 1, maxLength: 8 }), (seen) => {
        const collector = new MomentCollector('MADE-USD', { features, factors: [rising], latencyUs: 0, notional: 100 })
        const state = source.init()
        const said = seen.map(([snapshot, found], at) => {
          const event = { ...due(snapshot, found), timeUs: START_US + at * SECOND_US } as const
          collector.on(event)
          const input = { product: event.product, timeUs: event.timeUs, features: snapshot, sources: found, bars: [] }
          return { LONG: 1, SHORT: -1, HOLD: 0 }[source.decide(state, input).direction]
        })
        const { directions } = scored([collector.read()], { ruleSet, own: recipe, holdMinutes: 1 })
        expect(directions.map((column) => [...column])).toEqual([said])
      }),
      { numRuns: 60 },
    )
  })

  it('refuses rules about what was not collected', () => {
    const collector = new MomentCollector('MADE-USD', { features: [], latencyUs: 0, notional: 100 })
    expect(() => directionsOf(collector.read(), presets.brief)).toThrow(
      new RangeError('directionsOf: expected imbalance10 among what was collected'),
    )
    const own = { factors: [{ name: 'mine', inputs: { bars: true }, lookBackUs: 0, score }], files: [] }
    expect(() => directionsOf(collector.read(), { ...presets.brief, factors: [] }, own)).toThrow('expected own:mine among')
  })
})

describe('MomentCollector', () => {
  const none = recordOf(featureNames, (): FeatureReading => ({ value: null, reason: 'none' }))
  const healthy: Sources = { book: { state: 'healthy' }, trades: { state: 'healthy' } }

  type Prices = readonly [buy: number, sell: number, mid: number]
  const nothing: Prices = [Number.NaN, Number.NaN, Number.NaN]

  function collected(events: readonly MarketEvent[], notional = 102): Prices {
    const collector = new MomentCollector('MADE-USD', { features: [], latencyUs: 100_000, notional })
    for (const event of [due(none, healthy), ...events]) collector.on(event)
    const { buys, sells, mids } = collector.read()
    return [buys[0]!, sells[0]!, mids[0]!]
  }

  it('pays what the book asks that stands there when the latency is over, walking it', () => {
    const books = [book(50_000, 100), book(100_000, 101), book(200_000, 102)]
    expect(collected(books)).toEqual([expect.closeTo(103, 9), expect.closeTo(101, 9), 102])
    expect(collected([book(100_000, 100)], 101 * 1.5)[0]).toBeCloseTo((102 + 0.5 * 103) / 1.5, 6)
    // A book that stood since before the moment is as good as any.
    expect(collected([book(50_000, 100), book(9_000_000, 200)])[2]).toBe(101)
  })

  it('waits for a believed book for a while, and is not filled without one, or by one that is too thin', () => {
    const lost: MarketEvent = { kind: 'book-lost', product: 'MADE-USD', timeUs: START_US, receivedUs: START_US + 60_000, reason: 'gap' }
    expect(collected([book(50_000, 100), lost, book(2_000_000, 110)])[2]).toBe(111)
    expect(collected([book(50_000, 100), lost, book(100_000 + 5 * SECOND_US + 1, 110)])).toEqual(nothing)
    expect(collected([book(50_000, 100)])).toEqual(nothing)
    expect(collected([book(100_000, 100)], 1e6)).toEqual([Number.NaN, Number.NaN, 101])
  })

  it('knows the mid of the moment, whatever it takes to trade on it', () => {
    const collector = new MomentCollector('MADE-USD', { features: [], latencyUs: 0, notional: 1 })
    collector.on(due({ ...none, mid: { value: 7 } }, healthy))
    collector.on(due(none, healthy))
    expect([...collector.read().knownMids]).toEqual([7, Number.NaN])
  })

  it('passes over other products', () => {
    const collector = new MomentCollector('OTHER-USD', { features: [], latencyUs: 0, notional: 1 })
    collector.on(due(none, healthy))
    expect(collector.read().length).toBe(0)
  })
})

function due(features: FeatureSnapshot, found: Sources): MarketEvent {
  return { kind: 'due', product: 'MADE-USD', timeUs: START_US, receivedUs: START_US, features, sources: found }
}

/** A unit at each of three prices. */
const side = (of: 'bid' | 'ask', best: number, step: number) => [0, 1, 2].map((rank) => ({ side: of, price: best + rank * step, size: 1 }))

/** A book of a unit at each of three prices a side, the best ones one below and one above its mid. */
function book(afterUs: number, low: number): MarketEvent {
  const order = new OrderBook()
  order.replace(levelChanges([...side('bid', low, -1), ...side('ask', low + 2, 1)]))
  return { kind: 'book', product: 'MADE-USD', timeUs: START_US, receivedUs: START_US + afterUs, book: order, isSnapshot: false }
}
