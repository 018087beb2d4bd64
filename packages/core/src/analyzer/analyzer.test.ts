import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { levelChanges } from '../book/level-changes.ts'
import type { FeatureSnapshot, Sources } from '../features/features.ts'
import { featureNames, featureTable } from '../features/feature-table.ts'
import type { LevelChange, Trade, Us } from '../market.ts'
import { goldenStream } from '../testing/golden-stream.ts'
import { Analyzer } from './analyzer.ts'

const product = { id: 'MADE-USD', quote: 'USD', tick: 1 }
const healthy: Sources = { book: { state: 'healthy' }, trades: { state: 'healthy' } }

type Event = { readonly atUs: Us } & (
  | { readonly kind: 'snapshot' | 'changes'; readonly changes: readonly LevelChange[] }
  | { readonly kind: 'trade'; readonly trade: Trade }
  | { readonly kind: 'lost' }
)

/** The golden stream as an analyzer meets it, its first thousands of events. */
function goldenEvents(count: number): Event[] {
  const { snapshot, events } = goldenStream()
  const changes = [
    ...snapshot.bids.map((level): LevelChange => ({ side: 'bid', ...level })),
    ...snapshot.asks.map((level): LevelChange => ({ side: 'ask', ...level })),
  ]
  const rest = events
    .slice(0, count)
    .map((event): Event =>
      event.kind === 'trade'
        ? { kind: 'trade', atUs: event.timeUs, trade: event }
        : { kind: 'changes', atUs: event.timeUs, changes: [event] },
    )
  return [{ kind: 'snapshot', atUs: 1, changes }, ...rest]
}

function feed(analyzer: Analyzer, event: Event): void {
  analyzer.advance(event.atUs)
  if (event.kind === 'trade') analyzer.onTrade(event.trade)
  else if (event.kind === 'snapshot') analyzer.onSnapshot(event.atUs, levelChanges(event.changes))
  else if (event.kind === 'changes') analyzer.onChanges(event.atUs, levelChanges(event.changes))
  else analyzer.onBookLost(event.atUs)
}

function run(events: readonly Event[], sources = healthy): FeatureSnapshot {
  const analyzer = new Analyzer(product)
  for (const event of events) feed(analyzer, event)
  return analyzer.features(sources)
}

const few = goldenEvents(4_000)

describe('Analyzer', () => {
  it('reads every feature of the table, in its range, and nothing else', () => {
    const features = run(goldenEvents(27_315))
    expect(Object.keys(features).toSorted()).toEqual([...featureNames].toSorted())
    for (const name of featureNames) {
      const { value, reason } = features[name]
      if (value === null) expect(reason, name).toBeTruthy()
      else {
        const [low, high] = featureTable[name].range
        expect(Number.isFinite(value), name).toBe(true)
        expect(value, name).toBeGreaterThanOrEqual(low ?? -Infinity)
        expect(value, name).toBeLessThanOrEqual(high ?? Infinity)
      }
    }
  })

  it('has a value for every feature of the book and of trades once it is warm', () => {
    const features = run(goldenEvents(27_315))
    const cold = featureNames.filter((name) => features[name].value === null)
    expect(cold).toEqual(
      [
        'orderImbalanceRank',
        'depthImbalanceRank',
        'whaleLargest',
        'vwapTrend',
        'vwap24h',
        'vwap24hSigma',
        'vwap24hDeviation',
        'poc',
        'vah',
        'val',
        'valueAreaShare',
        'profilePosition',
        'highVolumeNodes',
        'lowVolumeNodes',
        'profileFiringRate',
      ].toSorted((a, b) => names.indexOf(a) - names.indexOf(b)),
    )
  })

  it('works without trades', () => {
    const features = run(
      few.filter(({ kind }) => kind !== 'trade'),
      { ...healthy, trades: { state: 'absent' } },
    )
    expect(features.ofi.value).not.toBeNull()
    expect(features.cvd).toEqual({ value: null, reason: 'no trades configured' })
  })

  it('works without a book', () => {
    const features = run(
      few.filter(({ kind }) => kind === 'trade'),
      { ...healthy, book: { state: 'absent' } },
    )
    expect(features.cvd.value).not.toBeNull()
    expect(features.binsPoc.value).not.toBeNull()
    expect(features.mid).toEqual({ value: null, reason: 'no book configured' })
  })

  it('takes every value of the book, and no other, while the book is not to be believed', () => {
    const features = run(few, { ...healthy, book: { state: 'unhealthy', reason: 'book resyncing' } })
    for (const name of featureNames) {
      if (featureTable[name].source === 'book') expect(features[name], name).toEqual({ value: null, reason: 'book resyncing' })
    }
    expect(features.cvd.value).not.toBeNull()
  })

  it('takes what is built on the aggressor when the audit finds the side inverted', () => {
    const inverted = few.map((event): Event =>
      event.kind === 'trade' ? { ...event, trade: { ...event.trade, aggressor: event.trade.aggressor === 'buy' ? 'sell' : 'buy' } } : event,
    )
    const features = run(inverted)
    for (const name of featureNames) {
      if (featureTable[name].signed) expect(features[name].reason, name).toMatch(/^aggressor audit: side inverted, 0 % of \d+ taker orders/)
    }
    expect(features.vwap.value).toBe(run(few).vwap.value)
  })

  it('flags what is built on the aggressor while the audit is degraded', () => {
    const doubtful = few.map((event): Event =>
      event.kind === 'trade' && Math.floor(event.trade.timeUs / 1_000) % 4 === 0
        ? { ...event, trade: { ...event.trade, aggressor: event.trade.aggressor === 'buy' ? 'sell' : 'buy' } }
        : event,
    )
    expect(run(doubtful).cvd.note).toMatch(/aggressor audit degraded: \d+ % of \d+ taker orders/)
    expect(run(few).cvd.note).not.toMatch(/degraded/)
  })

  it('never lets a later event change an earlier value', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 300 }), fc.integer({ min: 0, max: 300 }), (length, more) => {
        const analyzer = new Analyzer(product)
        for (const event of few.slice(0, length)) feed(analyzer, event)
        const before = structuredClone(analyzer.features(healthy))
        for (const event of few.slice(length, length + more)) feed(analyzer, event)
        expect(run(few.slice(0, length))).toEqual(before)
      }),
      { numRuns: 20 },
    )
  })

  it('gives the same bits however often it is read', () => {
    const watched = new Analyzer(product)
    for (const event of few) {
      watched.advance(event.atUs - 1)
      watched.features(healthy)
      feed(watched, event)
    }
    expect(watched.features(healthy)).toEqual(run(few))
  })

  it('resumes from a checkpoint bit for bit', () => {
    const first = new Analyzer(product)
    const cut = 2_000
    for (const event of few.slice(0, cut)) feed(first, event)
    const resumed = new Analyzer(product, first.checkpoint())
    for (const event of few.slice(cut)) {
      feed(first, event)
      feed(resumed, event)
    }
    expect(resumed.features(healthy)).toEqual(first.features(healthy))
    expect(resumed.totals()).toEqual(first.totals())
    expect(resumed.features(healthy)).toEqual(run(few))
  })

  it('measures no flow across a lost book', () => {
    const analyzer = new Analyzer(product)
    const [snapshot] = few
    const other = {
      kind: 'snapshot',
      atUs: 30,
      changes: [
        { side: 'bid', price: 50, size: 5 },
        { side: 'ask', price: 60, size: 5 },
      ],
    } as const
    feed(analyzer, snapshot!)
    feed(analyzer, { kind: 'lost', atUs: 20 })
    feed(analyzer, other)
    expect(analyzer.totals()).toMatchObject({ ofi: null, ofiEvents: 0 })
    feed(analyzer, { kind: 'changes', atUs: 40, changes: [{ side: 'bid', price: 50, size: 8 }] })
    expect(analyzer.totals()).toMatchObject({ ofi: 3, ofiEvents: 1 })
  })

  it('does not observe a crossed book, and goes on from the last quote that was believed', () => {
    const analyzer = new Analyzer(product)
    feed(analyzer, {
      kind: 'snapshot',
      atUs: 1,
      changes: [
        { side: 'bid', price: 10, size: 1 },
        { side: 'ask', price: 12, size: 1 },
      ],
    })
    feed(analyzer, { kind: 'changes', atUs: 2, changes: [{ side: 'bid', price: 12, size: 9 }] })
    expect(analyzer.totals().ofiEvents).toBe(0)
    feed(analyzer, {
      kind: 'changes',
      atUs: 3,
      changes: [
        { side: 'bid', price: 12, size: 0 },
        { side: 'bid', price: 10, size: 4 },
      ],
    })
    expect(analyzer.totals()).toMatchObject({ ofi: 3, ofiEvents: 1 })
  })

  it('has no measure for dust, walls and whales outside the dollar', () => {
    const analyzer = new Analyzer({ id: 'MADE-EUR', quote: 'EUR' })
    for (const event of few) feed(analyzer, event)
    const features = analyzer.features(healthy)
    for (const name of [
      'orderImbalance',
      'orderImbalanceMean',
      'robustBid',
      'wallBid',
      'deepOfi1',
      'whaleCount',
      'largeNetOrders',
    ] as const) {
      expect(features[name].reason, name).toBe('notional floors are in dollars, quote currency is EUR')
    }
    expect(features.imbalance10.value).not.toBeNull()
  })

  it('begins totals anew without forgetting anything else', () => {
    const analyzer = new Analyzer(product)
    for (const event of few) feed(analyzer, event)
    const features = analyzer.features(healthy)
    analyzer.restartTotals()
    expect(analyzer.totals()).toMatchObject({ ofi: null, ofiEvents: 0, trades: 0, cvd: 0, vwap: null })
    expect(analyzer.features(healthy)).toEqual(features)
  })

  it('holds a silence of years without playing it through', () => {
    const analyzer = new Analyzer(product)
    for (const event of few) feed(analyzer, event)
    analyzer.advance(3_000_000_000_000_000)
    expect(analyzer.features(healthy).buyPressure.value).toBeNull()
  })
})

const names: readonly string[] = featureNames
