import { type FeatureName, levelChanges, type MarketEvent, type Trade, type VenueEvent } from '@of/core'
import { simulate, bitcoin, ether } from '@of/sim'
import { describe, expect, it } from 'vitest'
import { Pipeline } from '../pipeline.ts'
import { eventsOfFrames } from './testing/events-of-frames.ts'
import { framesOfEvents } from './testing/frames-of-events.ts'
import { VenuePipeline, type VenuePipelineOptions } from './venue-pipeline.ts'
import type { ReportOrigin } from './venue-report.ts'

const SECOND = 1_000_000
const START = 1_767_323_040 * SECOND
const PRODUCT = 'MADE-USD'
const at = (seconds: number): number => START + seconds * SECOND
const clock = (seconds: number): { readonly product: string; readonly timeUs: number; readonly receivedUs: number } => ({
  product: PRODUCT,
  timeUs: at(seconds),
  receivedUs: at(seconds) + 100,
})

type Row = readonly [side: 'bid' | 'ask', price: number, size: number]
const book = (
  seconds: number,
  kind: 'snapshot' | 'changes',
  rows: readonly Row[],
): Extract<VenueEvent, { readonly kind: 'snapshot' | 'changes' }> => ({
  kind,
  ...clock(seconds),
  changes: levelChanges(rows.map(([side, price, size]) => ({ side, price, size }))),
})
const trade = (seconds: number, id: number, isHidden = false): VenueEvent => {
  const told: Trade = { id, timeUs: at(seconds), price: 101, size: 1, aggressor: 'buy' }
  return { kind: 'trade', product: PRODUCT, receivedUs: at(seconds) + 100, trade: told, isHidden }
}
const whole: readonly Row[] = [
  ['bid', 100, 2],
  ['bid', 99, 4],
  ['ask', 101, 3],
  ['ask', 102, 5],
]
const origin: ReportOrigin = {
  formats: ['made-up'],
  venues: ['made-up'],
  samplings: ['every-event'],
  numberedTrades: true,
  inferredSides: 0,
  sidelessTrades: 0,
  auctionTrades: 0,
  skippedLines: 0,
}

function run(events: readonly VenueEvent[], options: VenuePipelineOptions = {}) {
  const seen: MarketEvent[] = []
  const pipeline = new VenuePipeline({ decideEveryUs: SECOND, ...options, onMarket: (event) => void seen.push(event) })
  const told = events.flatMap((event) => [...pipeline.push(event)])
  return { pipeline, seen, told, report: pipeline.report(PRODUCT, { simulated: false, origin }) }
}

const ofKind = <Kind extends MarketEvent['kind']>(events: readonly MarketEvent[], kind: Kind) =>
  events.filter((event): event is Extract<MarketEvent, { readonly kind: Kind }> => event.kind === kind)

describe('VenuePipeline', () => {
  it('comes with the events of a market to what Pipeline comes to with its frames, bit for bit', () => {
    const products = [
      { ...bitcoin, levels: 20 },
      { ...ether, levels: 20 },
    ]
    const events = eventsOfFrames([...simulate({ seed: 11, startUs: at(50), durationUs: 20 * SECOND, products })])
    const seen: MarketEvent[] = []
    const frames = new Pipeline({
      decideEveryUs: SECOND,
      sampleEveryUs: 5 * SECOND,
      onMarket: (event) => void seen.push(event.kind === 'book' ? { ...event, book: event.book.checkpoint() as never } : event),
    })
    const other: MarketEvent[] = []
    const venue = new VenuePipeline({
      decideEveryUs: SECOND,
      sampleEveryUs: 5 * SECOND,
      onMarket: (event) => void other.push(event.kind === 'book' ? { ...event, book: event.book.checkpoint() as never } : event),
    })
    const told = framesOfEvents(events).flatMap((arrival) => [...frames.push(arrival)])
    expect(events.flatMap((event) => [...venue.push(event)])).toEqual(told)
    expect(other).toEqual(seen)
    expect(ofKind(seen, 'due').length).toBeGreaterThan(30)
    for (const product of frames.products) {
      const { quality, ...report } = frames.report(product, { simulated: true })!
      const { quality: venueQuality, origin: _origin, ...venueReport } = venue.report(product, { simulated: true, origin })!
      expect(venueReport).toEqual(report)
      for (const [name, value] of Object.entries(venueQuality)) if (value !== null) expect(quality).toMatchObject({ [name]: value })
    }
  })

  it('tells of a lost book once, with its reason, and of the book again with the next snapshot', () => {
    const { report, seen } = run([
      book(0, 'snapshot', whole),
      { kind: 'book-lost', ...clock(1), reason: 'trading halted' },
      { kind: 'book-lost', ...clock(1.1), reason: 'trading halted' },
      book(1.2, 'changes', [['bid', 100, 9]]),
      book(2.5, 'snapshot', whole),
      book(2.6, 'changes', [['bid', 100, 7]]),
    ])
    expect(seen.filter(({ kind }) => kind !== 'due').map((event) => [event.kind, 'reason' in event ? event.reason : undefined])).toEqual([
      ['book', undefined],
      ['book-lost', 'book resyncing: trading halted'],
      ['book', undefined],
      ['book', undefined],
    ])
    const { features } = ofKind(seen, 'due').find(({ timeUs }) => timeUs === at(2))!
    expect(features.mid).toEqual({ value: null, reason: 'book resyncing: trading halted' })
    expect(report).toMatchObject({ book: { state: 'synced', bestBidSize: 7 }, quality: { unsyncedUpdates: 1 } })
  })

  it('decides of what was known until a book was lost, though nothing else came', () => {
    const { seen } = run([book(0, 'snapshot', whole), { kind: 'book-lost', ...clock(2.5), reason: 'trading halted' }, trade(3.5, 1)])
    expect(ofKind(seen, 'due').map(({ features, timeUs }) => [timeUs, features.mid.value])).toEqual([
      [at(1), 100.5],
      [at(2), 100.5],
      [at(3), null],
    ])
  })

  it('does not believe a crossed book, and believes it again when it is crossed no more', () => {
    const { report, seen } = run([
      book(0, 'snapshot', whole),
      book(0.1, 'changes', [['bid', 101, 1]]),
      book(0.2, 'changes', [['bid', 101, 0]]),
    ])
    expect(seen.map(({ kind }) => kind)).toEqual(['book', 'book-lost', 'book'])
    expect(report).toMatchObject({ book: { state: 'synced', bestBid: 100 }, quality: { crossedStates: 1 } })
  })

  it('says of hidden trades that they are, and counts them', () => {
    const { report, seen } = run([trade(0, 1), trade(0.1, 2, true), trade(0.2, 3)])
    expect(ofKind(seen, 'trade').map(({ isHidden, trade: { id } }) => [id, isHidden])).toEqual([
      [1, false],
      [2, true],
      [3, false],
    ])
    expect(report).toMatchObject({ totals: { trades: 3, bookMessages: null }, book: { state: 'absent' } })
  })

  it('has no value for what needs more levels than are shown, and has it once all are', () => {
    const few = run([{ ...book(0, 'snapshot', whole), bookLevels: 2 }]).report!.features
    const all = run([{ ...book(0, 'snapshot', whole), bookLevels: 2 }, book(1, 'snapshot', whole)]).report!.features
    const names: readonly FeatureName[] = ['mid', 'queueImbalance', 'imbalance10', 'depthBid50', 'deepOfi2', 'deepOfi3']
    expect(names.map((name) => few[name].reason?.startsWith('the book shows 2 levels a side') ?? false)).toEqual([
      false,
      false,
      true,
      false,
      false,
      true,
    ])
    expect(names.map((name) => all[name].reason?.startsWith('the book shows') ?? false)).toEqual(names.map(() => false))
  })

  it('takes what was silent for too long for lost, and decides no more than an hour of it', () => {
    const { seen, report } = run([book(0, 'snapshot', whole), trade(0.5, 1), trade(7_200, 2)], { decideEveryUs: 60 * SECOND })
    const dues = ofKind(seen, 'due')
    expect(dues).toHaveLength(60)
    expect(new Set(dues.map(({ sources }) => sources.book.state))).toEqual(new Set(['unhealthy']))
    expect(report?.quality.skippedDecisions).toBe(60)
  })

  it('is not led astray by a time far ahead', () => {
    const { pipeline } = run([
      trade(0, 1),
      { ...trade(1, 2), trade: { id: 2, timeUs: at(1_000_000), price: 101, size: 1, aggressor: 'buy' } } as VenueEvent,
    ])
    expect(pipeline.nowUs).toBe(at(1) + 100)
  })

  it('has candles at hand when nothing else is there', () => {
    const candles = Array.from({ length: 1_441 }, (_, minute): VenueEvent => {
      const startUs = START + minute * 60 * SECOND
      const candle = { startUs, open: 100, high: 102, low: 99, close: 101, volume: 10 }
      return { kind: 'candle', product: PRODUCT, receivedUs: startUs + 60 * SECOND, candle }
    })
    const { report } = run(candles, { decideEveryUs: 3_600 * SECOND })
    expect(report?.features.vwap24h).toMatchObject({ value: 100.5, note: expect.stringContaining('candles') })
  })

  it('counts from a time of receipt on, warmed up by what came before', () => {
    const events = [book(0, 'snapshot', whole), trade(1, 1), trade(2, 2), trade(3, 3)]
    const { report, seen } = run(events, { countFromUs: at(2) + 100 })
    expect(report).toMatchObject({ totals: { trades: 2, bookMessages: 0 }, book: { state: 'synced' } })
    expect(ofKind(seen, 'trade').map(({ trade: { id } }) => id)).toEqual([2, 3])
    expect(ofKind(seen, 'due').map(({ timeUs }) => timeUs)).toEqual([at(3)])
  })

  it('says nothing of what only a connection to Coinbase tells, and of missing trades only where numbers tell', () => {
    const events = [trade(0, 1), trade(1, 4), trade(2, 4)]
    expect(run(events).report?.quality).toMatchObject({
      missingTradeIds: 2,
      duplicateTrades: 1,
      sequenceGaps: null,
      tickers: null,
      venueErrors: null,
    })
    const { pipeline } = run(events)
    expect(pipeline.report(PRODUCT, { simulated: false, origin: { ...origin, numberedTrades: false } })?.quality.missingTradeIds).toBeNull()
    expect(pipeline.report('OTHER', { simulated: false, origin })).toBeUndefined()
  })
})
