import type { Ticker, TickerEvent, TickerFrame } from '../ticker.ts'
import { byteWindow, NOWHERE, VIEW } from './byte-window.ts'
import { decimalAt, pastDecimal } from './decimal-at.ts'
import { envelopeAt, SEQUENCE_ROW, TIME_ROW } from './envelope-at.ts'
import { fourBytes, Literal } from './literal.ts'
import { productAt, productName } from './product-names.ts'
import type { Writable } from './writable.ts'

const UPDATE = new Literal('"type":"update","tickers":[{')
const SNAPSHOT = new Literal('"type":"snapshot","tickers":[{')
const PRODUCT = new Literal('"type":"ticker","product_id":"')
const PRICE = new Literal('","price":"')
const VOLUME = new Literal('","volume_24_h":"')
const LOW = new Literal('","low_24_h":"')
const HIGH = new Literal('","high_24_h":"')
const LOW_OF_YEAR = new Literal('","low_52_w":"')
const HIGH_OF_YEAR = new Literal('","high_52_w":"')
const CHANGE = new Literal('","price_percent_chg_24_h":"')
const BID_PRICE = new Literal('","best_bid":"')
const ASK_PRICE = new Literal('","best_ask":"')
const BID_SIZE = new Literal('","best_bid_quantity":"')
const ASK_SIZE = new Literal('","best_ask_quantity":"')
const TICKER_ENDS = fourBytes('"}]}')
const FRAME_ENDS = fourBytes(']}]}')

/** The rows of a ticker's numbers, behind those of the envelope. */
const PRICE_ROW = 2
const VOLUME_ROW = 3
const LOW_ROW = 4
const HIGH_ROW = 5
const BID_PRICE_ROW = 6
const ASK_PRICE_ROW = 7
const BID_SIZE_ROW = 8
const ASK_SIZE_ROW = 9

/** Reads frames of the `ticker` channel, of one ticker each that tells everything, as the venue sends them. */
export class TickerReader {
  readonly #column = new Float64Array(10)
  readonly #ticker: Writable<Ticker> = {
    product: '',
    price: 0,
    bidPrice: 0,
    bidSize: 0,
    askPrice: 0,
    askSize: 0,
    low: 0,
    high: 0,
    volume: 0,
  }
  readonly #event: Writable<TickerEvent> = { type: 'update', tickers: [this.#ticker] }
  readonly #frame: Writable<TickerFrame> = { kind: 'ticker', sequence: 0, timeUs: 0, events: [this.#event], unknownKeys: 0 }

  /** Reads the frame in the window from behind its channel on; `undefined` unless it has the usual form. */
  read(at: number): TickerFrame | undefined {
    const event = this.#event
    let place = envelopeAt(at, this.#column)
    if (UPDATE.isAt(place)) {
      event.type = 'update'
      place += UPDATE.length
    } else if (SNAPSHOT.isAt(place)) {
      event.type = 'snapshot'
      place += SNAPSHOT.length
    } else return undefined

    if (!PRODUCT.isAt(place)) return undefined
    const product = productAt(place + PRODUCT.length)
    if (product < 0) return undefined
    const name = productName(product)
    place = this.#readNumbers(place + PRODUCT.length + name.length)
    if (VIEW.getUint32(place, true) !== TICKER_ENDS || VIEW.getUint32(place + 2, true) !== FRAME_ENDS || !byteWindow.endsAt(place + 6)) {
      return undefined
    }
    const column = this.#column
    if (column[PRICE_ROW] === 0 || column[BID_PRICE_ROW] === 0 || column[ASK_PRICE_ROW] === 0) return undefined
    this.#take(name)
    this.#frame.sequence = column[SEQUENCE_ROW]!
    this.#frame.timeUs = column[TIME_ROW]!
    return this.#frame
  }

  /** Reads from the closing quote of the product to that of the last number; the place of that, or `NOWHERE`. */
  #readNumbers(at: number): number {
    let place = this.#numberAfter(PRICE, at, PRICE_ROW)
    place = this.#numberAfter(VOLUME, place, VOLUME_ROW)
    place = this.#numberAfter(LOW, place, LOW_ROW)
    place = this.#numberAfter(HIGH, place, HIGH_ROW)
    place = pastNumberAfter(LOW_OF_YEAR, place)
    place = pastNumberAfter(HIGH_OF_YEAR, place)
    place = pastNumberAfter(CHANGE, place)
    place = this.#numberAfter(BID_PRICE, place, BID_PRICE_ROW)
    place = this.#numberAfter(ASK_PRICE, place, ASK_PRICE_ROW)
    place = this.#numberAfter(BID_SIZE, place, BID_SIZE_ROW)
    return this.#numberAfter(ASK_SIZE, place, ASK_SIZE_ROW)
  }

  #numberAfter(key: Literal, at: number, row: number): number {
    return key.isAt(at) ? decimalAt(at + key.length, this.#column, row) : NOWHERE
  }

  #take(product: string): void {
    const column = this.#column
    const ticker = this.#ticker
    ticker.product = product
    ticker.price = column[PRICE_ROW]
    ticker.bidPrice = column[BID_PRICE_ROW]
    ticker.bidSize = column[BID_SIZE_ROW]
    ticker.askPrice = column[ASK_PRICE_ROW]
    ticker.askSize = column[ASK_SIZE_ROW]
    ticker.low = column[LOW_ROW]
    ticker.high = column[HIGH_ROW]
    ticker.volume = column[VOLUME_ROW]
  }
}

/** The year and the change are not read, but may be nothing else than numbers. */
function pastNumberAfter(key: Literal, at: number): number {
  return key.isAt(at) ? pastDecimal(at + key.length) : NOWHERE
}
