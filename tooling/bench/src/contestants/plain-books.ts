import type { EndBook } from '../race/contestant.ts'

/** What of a frame these books look at. */
export interface WireFrame {
  readonly channel: string
  readonly events: readonly {
    readonly type: 'snapshot' | 'update'
    readonly product_id: string
    readonly updates: readonly { readonly side: 'bid' | 'offer'; readonly price_level: string; readonly new_quantity: string }[]
  }[]
}

interface PlainBook {
  readonly bid: Map<number, number>
  readonly offer: Map<number, number>
  bestBid: number
  bestAsk: number
}

/** Books as one writes them on the first day: a `Map` a side, and a sort of its prices whenever the best one has gone. */
export class PlainBooks {
  readonly #books = new Map<string, PlainBook>()

  /** Takes in a frame that has been parsed, and returns the sum of the best prices that it leaves. */
  take({ channel, events }: WireFrame): number {
    let sum = 0
    if (channel !== 'l2_data') return sum
    for (const { type, product_id: product, updates } of events) {
      let book = this.#books.get(product)
      if (book === undefined || type === 'snapshot')
        this.#books.set(product, (book = { bid: new Map(), offer: new Map(), bestBid: 0, bestAsk: Infinity }))
      for (const { side, price_level, new_quantity } of updates) set(book, side, Number(price_level), Number(new_quantity))
      if (!book.bid.has(book.bestBid)) book.bestBid = [...book.bid.keys()].sort((a, b) => b - a)[0] ?? 0
      if (!book.offer.has(book.bestAsk)) book.bestAsk = [...book.offer.keys()].sort((a, b) => a - b)[0] ?? Infinity
      sum += book.bestBid + book.bestAsk
    }
    return sum
  }

  /** The books as they stand. */
  end(): EndBook[] {
    return [...this.#books].map(([product, { bid, offer, bestBid, bestAsk }]) => ({
      product,
      bestBid,
      bestAsk,
      levels: bid.size + offer.size,
    }))
  }
}

function set(book: PlainBook, side: 'bid' | 'offer', price: number, size: number): void {
  if (size === 0) {
    book[side].delete(price)
    return
  }
  book[side].set(price, size)
  if (side === 'bid' && price > book.bestBid) book.bestBid = price
  if (side === 'offer' && price < book.bestAsk) book.bestAsk = price
}
