import type { MarketEvent } from '@of/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Pipeline, type PipelineOptions } from './pipeline.ts'
import type { PipelineEvent } from './pipeline-event.ts'
import { MadeUpConnection, micros } from './testing/made-up-frames.ts'
import { healthyStream, strikes, troubledStream } from './testing/troubled-stream.ts'

type Stream = typeof healthyStream

const PRODUCT = 'MADE-USD'

/** What a stream tells to a witness and to the caller; of books, what they were at that moment. */
function witnessed(stream: Stream, options: PipelineOptions = {}) {
  const seen: MarketEvent[] = []
  const books: (readonly [bid: number, ask: number])[] = []
  const onMarket = (event: MarketEvent): void => {
    seen.push(event)
    if (event.kind !== 'book') return
    const { bids, asks } = event.book
    books.push([bids.bestPrice ?? 0, asks.bestPrice ?? Infinity])
  }
  const pipeline = new Pipeline({ decideEveryUs: 1_000_000, tell: 'all', ...options, onMarket })
  const told = stream.flatMap((arrival) => [...pipeline.push(arrival)])
  return { seen, books, told, pipeline }
}

const ofKind = <Kind extends MarketEvent['kind']>(events: readonly MarketEvent[], kind: Kind) =>
  events.filter((event): event is Extract<MarketEvent, { readonly kind: Kind }> => event.kind === kind)

const live = (event: PipelineEvent) =>
  event.kind === 'trades' && event.origin === 'live' ? event.trades.map(({ id }) => [event.product, id]) : []

const byProduct = (pairs: readonly (readonly unknown[])[]) => pairs.map((pair) => pair.join(' ')).toSorted()

describe('the witness of a market', () => {
  it('sees believed books alone, every decision and every live trade, and changes nothing of what is told', () => {
    fc.assert(
      fc.property(strikes, (troubles) => {
        const stream = troubledStream(troubles)
        const { seen, books, told, pipeline } = witnessed(stream)
        for (const [bid, ask] of books) expect(bid).toBeLessThan(ask)
        const decisions = told.flatMap((event) => (event.kind === 'decision' ? [[event.product, event.decision.timeUs]] : []))
        expect(ofKind(seen, 'due').map(({ product, timeUs }) => [product, timeUs])).toEqual(decisions)
        expect(byProduct(ofKind(seen, 'trade').map(({ product, trade }) => [product, trade.id]))).toEqual(byProduct(told.flatMap(live)))
        const unseen = new Pipeline({ decideEveryUs: 1_000_000, tell: 'all' })
        expect(told).toEqual(stream.flatMap((arrival) => [...unseen.push(arrival)]))
        for (const product of pipeline.products) expect(pipeline.view(product)?.signal).toEqual(unseen.view(product)?.signal)
      }),
      { numRuns: 5 },
    )
  })

  it('sees a book lost once, and again a book only when it is believed', () => {
    const { seen } = witnessed([
      ...lossy((wire) => [
        wire.level2(1, PRODUCT, 'snapshot', [
          ['bid', '100', '2'],
          ['offer', '101', '3'],
        ]),
        wire.level2(1.1, PRODUCT, 'update', [['bid', '101', '1']]),
        wire.level2(1.2, PRODUCT, 'update', [['bid', '101', '0']]),
      ]),
    ])
    expect(seen.map((event) => [event.kind, 'reason' in event ? event.reason : event.receivedUs - micros(0)])).toEqual([
      ['book', expect.any(Number)],
      ['book-lost', 'book suspect: best bid at or above best ask'],
      ['book', expect.any(Number)],
    ])
    expect(ofKind(seen, 'book').map(({ isSnapshot }) => isSnapshot)).toEqual([true, false])
  })

  it('sees a book lost that has gone silent, before the decision that must do without it', () => {
    const { seen } = witnessed([
      ...lossy((wire) => [
        wire.heartbeat(0.9),
        wire.level2(1, PRODUCT, 'snapshot', [
          ['bid', '100', '2'],
          ['offer', '101', '3'],
        ]),
      ]),
      ...lossy((wire) => [wire.heartbeat(30)], 'ws.2'),
    ])
    const kinds = seen.map(({ kind }) => kind)
    expect(kinds.filter((kind) => kind === 'book-lost')).toHaveLength(1)
    const lost = ofKind(seen, 'book-lost')[0]!
    expect(lost.reason).toMatch(/silent|stale|nothing/)
    const after = ofKind(seen.slice(kinds.indexOf('book-lost')), 'due')[0]!
    expect(after.sources.book.state).toBe('unhealthy')
  })

  it('sees nothing before anything counts, and what comes after as one that counted all along', () => {
    const countFromUs = healthyStream[Math.floor(healthyStream.length / 2)]!.receivedUs
    const all = witnessed(healthyStream).seen
    const late = witnessed(healthyStream, { countFromUs }).seen
    const trades = (events: readonly MarketEvent[]) => ofKind(events, 'trade').filter(({ receivedUs }) => receivedUs >= countFromUs)
    expect(trades(late)).toEqual(trades(all))
    expect(late.length).toBeGreaterThan(100)
    expect(late[0]!.receivedUs).toBeGreaterThanOrEqual(countFromUs)
  })
})

/** What a connection brings after it was opened. */
function lossy(frames: (wire: MadeUpConnection) => Stream, name = 'ws.1'): Stream {
  const wire = new MadeUpConnection(name)
  return [wire.opened(0.5), ...frames(wire)]
}
