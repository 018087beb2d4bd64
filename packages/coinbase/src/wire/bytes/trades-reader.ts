import { aggressorFrom } from '../aggressor.ts'
import type { ProductTrade, TradesEvent, TradesFrame } from '../market-trades.ts'
import { byteWindow, NOWHERE, VIEW } from './byte-window.ts'
import { decimalAt } from './decimal-at.ts'
import { envelopeAt, SEQUENCE_ROW, TIME_ROW } from './envelope-at.ts'
import { fourBytes, Literal } from './literal.ts'
import { productAt, productName } from './product-names.ts'
import { timeAt } from './time-at.ts'
import { wholeAt } from './whole-at.ts'
import type { Writable } from './writable.ts'

const UPDATE = new Literal('"type":"update","trades":[')
const SNAPSHOT = new Literal('"type":"snapshot","trades":[')
const PRODUCT = new Literal('{"product_id":"')
const ID = new Literal('","trade_id":"')
const PRICE = new Literal('","price":"')
const SIZE = new Literal('","size":"')
const TIME = new Literal('","time":"')
const BUY = new Literal('","side":"BUY')
const SELL = new Literal('","side":"SELL')
const TRADE_ENDS = fourBytes('"}]}')
const TRADE_FOLLOWS = fourBytes('"},{')
const FRAME_ENDS = fourBytes(']}]}')

/** The rows of a trade's numbers, behind those of the envelope. */
const ID_ROW = 2
const PRICE_ROW = 3
const SIZE_ROW = 4
const TRADE_TIME_ROW = 5

/** Frames of more trades are read the slow way. */
const MOST_TRADES = 1_024

/** Lists of more trades are made anew each time. */
const MOST_KEPT = 128

/** Reads frames of the `market_trades` channel, of one event each, as the venue sends them. */
export class TradesReader {
  readonly #column = new Float64Array(6)
  /** As the wire has them. */
  readonly #trades: Writable<ProductTrade>[] = []
  /** By how many there are: the first so many trades, in the order of their ids. */
  readonly #lists: ProductTrade[][] = [[]]
  readonly #event: Writable<TradesEvent> = { type: 'update', trades: [] }
  readonly #frame: Writable<TradesFrame> = { kind: 'trades', sequence: 0, timeUs: 0, events: [this.#event], unknownKeys: 0 }

  /** Reads the frame in the window from behind its channel on; `undefined` unless it has the usual form. */
  read(at: number): TradesFrame | undefined {
    const event = this.#event
    let place = envelopeAt(at, this.#column)
    if (UPDATE.isAt(place)) {
      event.type = 'update'
      place += UPDATE.length
    } else if (SNAPSHOT.isAt(place)) {
      event.type = 'snapshot'
      place += SNAPSHOT.length
    } else return undefined
    if (!this.#readTrades(place)) return undefined
    this.#frame.sequence = this.#column[SEQUENCE_ROW]!
    this.#frame.timeUs = this.#column[TIME_ROW]!
    return this.#frame
  }

  #readTrades(first: number): boolean {
    let isNewestFirst = true
    let lastId = Infinity
    let count = 0
    let place = first
    for (;;) {
      if (count === MOST_TRADES) return false
      const trade = (this.#trades[count] ??= { id: 0, timeUs: 0, price: 0, size: 0, aggressor: 'buy', product: '' })
      place = this.#readTrade(place, trade)
      if (place === NOWHERE) return false
      if (trade.id >= lastId) isNewestFirst = false
      lastId = trade.id
      count += 1
      if (VIEW.getUint32(place, true) !== TRADE_FOLLOWS) break
      place += 3
      if (place > byteWindow.lookTo) place = byteWindow.moveTo(place)
    }
    this.#event.trades = this.#ascending(count, isNewestFirst)
    return VIEW.getUint32(place, true) === TRADE_ENDS && VIEW.getUint32(place + 2, true) === FRAME_ENDS && byteWindow.endsAt(place + 6)
  }

  /** Reads a trade up to its closing quote; the place of that, or `NOWHERE`. */
  #readTrade(at: number, trade: Writable<ProductTrade>): number {
    const column = this.#column
    if (!PRODUCT.isAt(at)) return NOWHERE
    const product = productAt(at + PRODUCT.length)
    if (product < 0) return NOWHERE
    trade.product = productName(product)
    const end = at + PRODUCT.length + trade.product.length
    if (!ID.isAt(end)) return NOWHERE
    let place = wholeAt(end + ID.length, column, ID_ROW)
    if (!PRICE.isAt(place)) return NOWHERE
    place = decimalAt(place + PRICE.length, column, PRICE_ROW)
    if (!SIZE.isAt(place)) return NOWHERE
    place = decimalAt(place + SIZE.length, column, SIZE_ROW)
    if (!TIME.isAt(place) || column[PRICE_ROW] === 0 || column[SIZE_ROW] === 0) return NOWHERE
    place = timeAt(place + TIME.length, column, TRADE_TIME_ROW)

    const timeUs = column[TRADE_TIME_ROW]!
    trade.id = column[ID_ROW]!
    trade.timeUs = Number.isNaN(timeUs) ? column[TIME_ROW]! : timeUs
    trade.price = column[PRICE_ROW]!
    trade.size = column[SIZE_ROW]!
    if (BUY.isAt(place)) {
      trade.aggressor = aggressorFrom('BUY')
      return place + BUY.length
    }
    if (SELL.isAt(place)) {
      trade.aggressor = aggressorFrom('SELL')
      return place + SELL.length
    }
    return NOWHERE
  }

  #ascending(count: number, isNewestFirst: boolean): readonly ProductTrade[] {
    const trades = this.#trades
    const list = (count <= MOST_KEPT ? this.#lists[count] : undefined) ?? trades.slice(0, count)
    if (count <= MOST_KEPT) this.#lists[count] = list
    for (let row = 0; row < count; row++) list[row] = trades[isNewestFirst ? count - 1 - row : row]!
    return isNewestFirst ? list : list.sort((a, b) => a.id - b.id)
  }
}
