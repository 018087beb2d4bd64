import { type Aggressor, type MarketEvent, OrderBook, SECOND_US, type Us } from '@of/core'

/** What else a book shows: sizes at its best prices. */
interface BookOptions {
  readonly bidSize?: number
  readonly askSize?: number
  readonly isSnapshot?: boolean
}

/** What else a print shows; `late` is in seconds. */
interface TradeOptions {
  readonly isHidden?: boolean
  readonly late?: number
  readonly price?: number
}

/** A market made by hand: one product, a book of given best sizes, events in seconds. */
export class MadeMarket {
  readonly product = 'MADE-USD'
  readonly events: MarketEvent[] = []
  readonly lagUs: Us
  #id = 0

  /** `lagUs` is how long after it happened something is received. */
  constructor(lagUs: Us = 0) {
    this.lagUs = lagUs
  }

  /** A book of one level a side, a tick of 1 round a mid. */
  book(seconds: number, bid: number, { bidSize = 5, askSize = 5, isSnapshot = false }: BookOptions = {}): this {
    const book = new OrderBook()
    book.set('bid', bid, bidSize)
    book.set('ask', bid + 2, askSize)
    const timeUs = seconds * SECOND_US
    this.events.push({ kind: 'book', product: this.product, timeUs, receivedUs: timeUs + this.lagUs, book, isSnapshot })
    return this
  }

  /** A book without asks. */
  oneSided(seconds: number): this {
    const book = new OrderBook()
    book.set('bid', 100, 5)
    const timeUs = seconds * SECOND_US
    this.events.push({ kind: 'book', product: this.product, timeUs, receivedUs: timeUs + this.lagUs, book, isSnapshot: false })
    return this
  }

  lose(seconds: number): this {
    const timeUs = seconds * SECOND_US
    this.events.push({ kind: 'book-lost', product: this.product, timeUs, receivedUs: timeUs + this.lagUs, reason: 'made up' })
    return this
  }

  /** A print, received `late` seconds after what is received at its time. */
  trade(seconds: number, aggressor: Aggressor, size: number, { isHidden = false, late = 0, price = 101 }: TradeOptions = {}): this {
    const timeUs = seconds * SECOND_US
    this.#id += 1
    const trade = { id: this.#id, timeUs, price, size, aggressor }
    const receivedUs = timeUs + this.lagUs + late * SECOND_US
    this.events.push({ kind: 'trade', product: this.product, receivedUs, trade, isHidden })
    return this
  }
}
