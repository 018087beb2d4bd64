import type { WireFrame } from '../contestants/plain-books.ts'
import { peer } from './install.ts'
import type { PeerBooks } from './peer-contestant.ts'

interface Level {
  readonly price: number
  readonly amount: number
}

interface BookChange {
  readonly type: 'book_change'
  readonly symbol: string
  readonly exchange: string
  readonly isSnapshot: boolean
  readonly bids: readonly Level[]
  readonly asks: readonly Level[]
  readonly timestamp: Date
  readonly localTimestamp: Date
}

interface TardisBook {
  update(change: BookChange): void
  bestBid(): Level | undefined
  bestAsk(): Level | undefined
  bids(): Iterable<Level>
  asks(): Iterable<Level>
}

type Message = WireFrame & { readonly timestamp: string }

/**
 * A mapper in the form in which tardis-dev asks for those of its users. Its own `coinbase` one reads Exchange's feed, whose frames have other
 * fields; this is that one with the fields of Advanced Trade.
 *
 * @see https://docs.tardis.dev/api/node-js#modifying-built-in-and-adding-custom-normalizers
 */
const mapper = {
  canHandle: ({ channel }: Message): boolean => channel === 'l2_data',
  *map({ timestamp, events }: Message, localTimestamp: Date): IterableIterator<BookChange> {
    for (const { type, product_id: symbol, updates } of events) {
      yield {
        type: 'book_change',
        symbol,
        exchange: 'coinbase',
        isSnapshot: type === 'snapshot',
        bids: updates.filter(({ side }) => side === 'bid').map(levelOf),
        asks: updates.filter(({ side }) => side === 'offer').map(levelOf),
        timestamp: new Date(timestamp),
        localTimestamp,
      }
    }
  },
}

function levelOf({ price_level, new_quantity }: WireFrame['events'][number]['updates'][number]): Level {
  return { price: Number(price_level), amount: Number(new_quantity) }
}

/** tardis-dev: a mapper and its `OrderBook`. @see https://docs.tardis.dev/api/node-js#limit-order-book-reconstruction */
export function tardis(): PeerBooks {
  const { OrderBook }: { readonly OrderBook: new () => TardisBook } = peer('tardis-dev')
  const books = new Map<string, TardisBook>()
  return {
    take(frame) {
      const message: Message = JSON.parse(frame.toString())
      let sum = 0
      if (!mapper.canHandle(message)) return sum
      for (const change of mapper.map(message, new Date())) {
        let book = books.get(change.symbol)
        if (book === undefined) books.set(change.symbol, (book = new OrderBook()))
        book.update(change)
        sum += (book.bestBid()?.price ?? 0) + (book.bestAsk()?.price ?? 0)
      }
      return sum
    },
    end: () =>
      [...books].map(([product, book]) => ({
        product,
        bestBid: book.bestBid()?.price ?? 0,
        bestAsk: book.bestAsk()?.price ?? 0,
        levels: [...book.bids()].length + [...book.asks()].length,
      })),
  }
}
