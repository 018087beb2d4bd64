import { Analyzer, type FeatureSnapshot, levelChanges, SECOND_US, type Us } from '@of/core'
import { type GoldenEvent, GoldenNumbers, type GoldenStream, goldenStream } from '@of/core/testing'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { healthy, readings } from '../testing/inputs.ts'
import { inputAt } from '../testing/made-up-source.ts'
import { parseFactor } from '../factors/define-factor.ts'
import type { SourceInput } from '../synthesizer/source.ts'
import { presets } from '../rules/presets.ts'
import { flowSource } from '../synthesizer/flow-source.ts'
import { findLookAhead, type LookAheadVerdict, type Subject } from './look-ahead.ts'
import { factorSubject, perturbInput, sourceSubject } from './subjects.ts'

interface Event {
  readonly timeUs: Us
  readonly price: number
}

const numbers = new GoldenNumbers(11)
const events: Event[] = Array.from({ length: 100 }, (_, at) => ({ timeUs: at * SECOND_US, price: 100 + numbers.below(50) }))

function verdictOf(run: Subject<Event, number | null>['run'], lookBackS = 0): LookAheadVerdict {
  const perturb = ({ price, timeUs }: Event): Event => ({ timeUs, price: price + 1 + numbers.below(9) })
  return findLookAhead({ name: 'made up', lookBackUs: lookBackS * SECOND_US, run }, events, {
    timeOf: ({ timeUs }) => timeUs,
    perturb,
    cuts: 10,
  })
}

const prices = (series: readonly Event[]): number[] => series.map(({ price }) => price)
const meanOf = (series: readonly number[]): number => series.reduce((sum, value) => sum + value, 0) / series.length

describe('findLookAhead(subject, events)', () => {
  it('finds nothing where values rest on their look-back alone', () => {
    expect(verdictOf(prices)).toEqual({ name: 'made up', lookBackUs: 0, events: 100, cuts: 10, finding: undefined })
    expect(
      verdictOf((series) => prices(series).map((_, at, all) => meanOf(all.slice(Math.max(0, at - 4), at + 1))), 5).finding,
    ).toBeUndefined()
    expect(verdictOf((series) => prices(series).map((_, at, all) => Math.max(...all.slice(0, at + 1))), Infinity).finding).toBeUndefined()
  })

  it('finds the price that comes next, and says by how much', () => {
    const { finding } = verdictOf((series) => prices(series).map((price, at, all) => all[at + 1] ?? price))
    const [first, second] = prices(events)
    expect(finding).toMatchObject({
      kind: 'future',
      at: 0,
      timeUs: 0,
      change: 'cut',
      difference: { path: '', expected: second, received: first },
    })
    expect(finding?.by).toBe(first! - second!)
  })

  it('finds a scale that the whole sample sets, and a mean about the middle', () => {
    const scaled = verdictOf((series) => prices(series).map((price, _at, all) => price / Math.max(...all)))
    expect(scaled.finding?.kind).toBe('future')
    const centred = verdictOf((series) => prices(series).map((_, at, all) => meanOf(all.slice(Math.max(0, at - 2), at + 3))), 3)
    expect(centred.finding).toMatchObject({ kind: 'future', at: 0 })
  })

  it('finds the first moment, though the cuts that it tries lie further apart', () => {
    const late = verdictOf((series) => prices(series).map((price, at, all) => (at >= 43 ? (all[at + 1] ?? price) : price)))
    expect(late.finding).toMatchObject({ kind: 'future', at: 43, timeUs: 43 * SECOND_US })
  })

  it('finds what only shows when the future is another one of the same length', () => {
    const peeks = verdictOf((series) =>
      prices(series).map((price) => (series.length === 100 ? series[99]!.price : events[99]!.price) + price),
    )
    expect(peeks.finding).toMatchObject({ kind: 'future', change: 'perturbed' })
  })

  it('finds a memory longer than the look-back, and one that must begin where the series does', () => {
    const average = verdictOf((series) => {
      let mean = series[0]!.price
      return series.map(({ price }) => (mean += (price - mean) * 0.1))
    }, 20)
    expect(average.finding).toMatchObject({ kind: 'beyond-look-back', change: 'perturbed' })
    const counted = verdictOf((series) => series.map((_, at) => at), 20)
    expect(counted.finding).toMatchObject({ kind: 'beyond-look-back', at: 20, change: 'cut', by: -1 })
  })

  it('finds what is kept between two runs, and what another world gives another answer to', () => {
    let runs = 0
    expect(verdictOf((series) => prices(series).map((price) => price + runs++)).finding).toMatchObject({
      kind: 'not-repeatable',
      at: 0,
      by: 100,
    })
    let world = 0
    const elsewhere = <Result>(run: () => Result): Result => {
      world = 1
      const result = run()
      world = 0
      return result
    }
    const subject = { name: 'worldly', lookBackUs: 0, run: (series: readonly Event[]) => prices(series).map((price) => price + world) }
    const options = { timeOf: ({ timeUs }: Event) => timeUs, perturb: (event: Event) => event }
    expect(findLookAhead(subject, events, options).finding).toBeUndefined()
    expect(findLookAhead(subject, events, { ...options, elsewhere }).finding).toMatchObject({ kind: 'not-repeatable', by: 1 })
  })

  it('tells a zero from a minus zero, and a value from none', () => {
    let sign = 1
    expect(verdictOf((series) => ((sign = -sign), series.map(() => 0 * sign))).finding?.kind).toBe('not-repeatable')
    expect(verdictOf((series) => series.map((_, at) => (at === series.length - 1 ? null : 1))).finding).toMatchObject({
      kind: 'future',
      by: null,
    })
  })

  it('wants a value for each event', () => {
    expect(() => verdictOf((series) => prices(series).slice(1))).toThrow('made up: expected a value for each of 100 events, received 99')
  })
})

interface Shown {
  readonly moments: readonly { readonly features: { readonly mid: number | null } }[]
}

const mids = (moments: Shown['moments']): number[] => moments.map(({ features }) => features.mid ?? 0)

/** A series of changes against so many moments later. */
function change(moments: number): (shown: Shown) => number[] {
  return (shown) => mids(shown.moments).map((mid, at, all) => mid - (all[at + moments] ?? mid))
}

const swollen = (event: GoldenEvent): GoldenEvent => ({ ...event, size: event.size * 3 + 1 })

describe('findLookAhead(factorSubject(factor), inputs)', () => {
  const inputs = Array.from({ length: 60 }, (_, at): SourceInput =>
    inputAt(at, { features: readings({ mid: 100 + numbers.below(20), ofi: numbers.below(9) - 4 }) }),
  )
  const options = {
    timeOf: ({ timeUs }: SourceInput) => timeUs,
    perturb: (input: SourceInput) => perturbInput(input, () => numbers.unit()),
    cuts: 10,
  }
  const kindOf = (form: object): string | undefined => {
    const factor = parseFactor({ name: 'made up', inputs: { features: ['mid'] }, lookBackUs: 180 * SECOND_US, ...form })
    return findLookAhead(factorSubject(factor), inputs, options).finding?.kind
  }

  it('passes a pure factor however it is written, and refuses a series that looks ahead', () => {
    expect(kindOf({ compute: ({ moments }: Shown) => meanOf(mids(moments)) })).toBeUndefined()
    expect(kindOf({ series: change(-1) })).toBeUndefined()
    expect(kindOf({ series: change(1) })).toBe('future')
    expect(kindOf({ series: change(-5) })).toBe('beyond-look-back')
  })

  it('passes every preset as a source', () => {
    const findings = Object.values(presets).map((preset) => findLookAhead(sourceSubject(flowSource(preset)), inputs, options).finding)
    expect(findings).toEqual([undefined, undefined])
  })

  it('perturbs every number that there is, and keeps the moment', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 59 }), (at) => {
        const input = inputs[at]!
        const other = perturbInput(input, () => numbers.unit())
        expect([other.timeUs, other.product, other.sources]).toEqual([input.timeUs, input.product, input.sources])
        expect(other.features.mid).not.toEqual(input.features.mid)
      }),
      { numRuns: 20 },
    )
  })
})

const CUTS = 3

/** All features every so many events and where the series will be cut, when so many events more than there should be were taken in. */
function featuresShown(tooMany: number, { events: golden, snapshot }: GoldenStream): Subject<GoldenEvent, FeatureSnapshot | null> {
  const cuts = new Set(Array.from({ length: CUTS }, (_, cut) => Math.floor(((cut + 1) * golden.length) / CUTS) - 1))
  const sides = [
    ...snapshot.bids.map((level) => ({ side: 'bid' as const, ...level })),
    ...snapshot.asks.map((level) => ({ side: 'ask' as const, ...level })),
  ]
  return {
    name: 'features',
    lookBackUs: Infinity,
    run(series) {
      const analyzer = new Analyzer({ id: 'MADE-USD', tick: 1, quote: 'USD' })
      analyzer.onSnapshot(0, levelChanges(sides))
      analyzer.onTradesUp(0)
      const take = (event: GoldenEvent): void => {
        analyzer.advance(event.timeUs)
        if (event.kind === 'trade') analyzer.onTrade(event)
        else analyzer.onChanges(event.timeUs, levelChanges([event]))
      }
      series.slice(0, tooMany).forEach(take)
      return series.map((_event, at) => {
        const next = series[at + tooMany]
        if (next !== undefined) take(next)
        return at % 97 === 0 || cuts.has(at) ? analyzer.features(healthy) : null
      })
    },
  }
}

describe('every built-in feature', () => {
  const stream = goldenStream({ steps: 800 })
  const options = { timeOf: ({ timeUs }: GoldenEvent) => timeUs, perturb: swollen, cuts: CUTS }

  it('rests on nothing that comes later: cut or changed, the future leaves every bit as it was', () => {
    expect(findLookAhead(featuresShown(0, stream), stream.events, options)).toMatchObject({ cuts: CUTS, finding: undefined })
  })

  it('would be found out if it were shown one event too early', () => {
    expect(findLookAhead(featuresShown(1, stream), stream.events, options).finding?.kind).toBe('future')
  })
})
