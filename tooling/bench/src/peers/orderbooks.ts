import type { WireFrame } from '../contestants/plain-books.ts'
import { peer } from './install.ts'
import type { PeerBooks } from './peer-contestant.ts'

type BookLevel = readonly [symbol: string, price: number, side: 'Buy' | 'Sell', size: number]

interface StoredBook {
  getBestBid(): number | null
  getBestAsk(): number | null
  getBookState(): readonly BookLevel[]
}

interface Store {
  getBook(symbol: string): StoredBook
  handleSnapshot(symbol: string, levels: readonly BookLevel[]): void
  handleDelta(symbol: string, gone: readonly BookLevel[], set: readonly BookLevel[]): void
}

interface Orderbooks {
  readonly OrderBooksStore: new () => Store
  readonly OrderBookLevel: (...level: BookLevel) => BookLevel
}

/** orderbooks: its store with the options it comes with, which keep 250 levels a book. @see https://github.com/tiagosiebler/orderbooks#usage */
export function orderbooks(): PeerBooks {
  const { OrderBooksStore, OrderBookLevel }: Orderbooks = peer('orderbooks')
  const store = new OrderBooksStore()
  const products = new Set<string>()
  return {
    take(frame) {
      const { channel, events }: WireFrame = JSON.parse(frame.toString())
      let sum = 0
      if (channel !== 'l2_data') return sum
      for (const { type, product_id: product, updates } of events) {
        const gone: BookLevel[] = []
        const set: BookLevel[] = []
        for (const { side, price_level, new_quantity } of updates) {
          const size = Number(new_quantity)
          ;(size === 0 ? gone : set).push(OrderBookLevel(product, Number(price_level), side === 'bid' ? 'Buy' : 'Sell', size))
        }
        products.add(product)
        if (type === 'snapshot') store.handleSnapshot(product, set)
        else store.handleDelta(product, gone, set)
        const book = store.getBook(product)
        sum += (book.getBestBid() ?? 0) + (book.getBestAsk() ?? 0)
      }
      return sum
    },
    end: () =>
      [...products].map((product) => {
        const book = store.getBook(product)
        return { product, bestBid: book.getBestBid() ?? 0, bestAsk: book.getBestAsk() ?? 0, levels: book.getBookState().length }
      }),
  }
}
