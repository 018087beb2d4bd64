import { type MarketEvent, OrderBook } from '@of/core'
import { goldenStream } from '@of/core/testing'

/** The golden stream as a market: received when it happened, at time 0 the snapshot. */
export function* goldenEvents(options: { readonly steps?: number } = {}): Generator<MarketEvent, void, undefined> {
  const { events, snapshot } = goldenStream(options)
  const book = new OrderBook()
  for (const { price, size } of snapshot.bids) book.set('bid', price, size)
  for (const { price, size } of snapshot.asks) book.set('ask', price, size)
  const common = { product: 'GOLD-USD', receivedUs: 0 }
  yield { ...common, kind: 'book', timeUs: 0, book, isSnapshot: true }
  for (const event of events) {
    const { timeUs } = event
    if (event.kind === 'trade') {
      const { kind: _kind, ...trade } = event
      yield { ...common, kind: 'trade', receivedUs: timeUs, trade, isHidden: false }
    } else {
      book.set(event.side, event.price, event.size)
      yield { ...common, kind: 'book', timeUs, receivedUs: timeUs, book, isSnapshot: false }
    }
  }
}
