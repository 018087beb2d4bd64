import {
  DAY_US,
  deepOfi,
  type DeepOfiState,
  deepOfiTerms,
  finerTick,
  imbalanceOf,
  type MarketEvent,
  type OrderBook,
  type Printed,
  readTop,
  SECOND_US,
  type TopLevels,
  topLevels,
  type Touch,
  type Us,
} from '@of/core'
import type { DepthTally } from './depth-tally.ts'
import { emptyRow, type Row } from './row.ts'

/** Trades arrive after books of a later time, by half a second at times: a row takes them in for so long after its end. */
const LATENESS_US: Us = 2 * SECOND_US

/** Who is told of rows. */
export interface RowReader {
  /** A row has ended: what was known of it when something later was received. The row is its own. */
  readonly onKnown: (row: Row, receivedUs: Us) => void
  /** A row with the prints that came late: what happened in it. */
  readonly onSettled: (row: Row) => void
}

/** How a market is sampled. */
export interface SamplerOptions {
  /** Length of a row. */
  readonly stepUs: Us
  /** How many of the best levels are measured. */
  readonly levels: number
  readonly depths: DepthTally
  readonly reader: RowReader
}

/** Turns the events of one product into rows on a grid of the clock, in the order of arrival: what a row says never depends on what came after it was told. */
export class RowSampler {
  readonly #options: SamplerOptions
  readonly #top: TopLevels
  readonly #terms: Float64Array
  readonly #deep: ReturnType<typeof deepOfi>
  readonly #deepState: DeepOfiState
  readonly #waiting: Row[] = []
  #row: Row | undefined
  #touch: Touch | undefined
  #firstIndex = Infinity
  #nowUs: Us = 0
  #receivedUs: Us = 0
  #cvd = 0
  #decimals: number | undefined
  #lateTrades = 0

  constructor(options: SamplerOptions) {
    this.#options = options
    this.#top = topLevels(options.levels)
    this.#terms = new Float64Array(options.levels)
    this.#deep = deepOfi({ levels: options.levels })
    this.#deepState = this.#deep.init()
  }

  /** The mid as it stands, in quote currency; `undefined` while it is not known. */
  get mid(): number | undefined {
    return this.#touch && (this.#touch.bidPrice + this.#touch.askPrice) / 2
  }

  /** Decimals that the best prices needed so far; `undefined` before the first. */
  get decimals(): number | undefined {
    return this.#decimals
  }

  /** Prints that came too late for their row. */
  get lateTrades(): number {
    return this.#lateTrades
  }

  /** Takes in what was met next. */
  push(event: MarketEvent): void {
    const timeUs = event.kind === 'trade' ? event.trade.timeUs : event.timeUs
    this.#advance(timeUs, event.receivedUs)
    if (event.kind === 'book') this.#takeBook(event.book, timeUs, event.isSnapshot)
    else if (event.kind === 'book-lost') this.#lose()
    else if (event.kind === 'trade') this.#takeTrade(event)
  }

  /** Nothing comes any more: rows that have ended are settled, one that has not is left out. */
  finish(): void {
    if (this.#row !== undefined && (this.#row.index + 1) * this.#options.stepUs <= this.#nowUs) this.#close(this.#row, this.#receivedUs)
    for (const row of this.#waiting.splice(0)) this.#options.reader.onSettled(row)
  }

  #advance(timeUs: Us, receivedUs: Us): void {
    this.#receivedUs = receivedUs
    if (timeUs <= this.#nowUs) return
    this.#nowUs = timeUs
    const index = this.#indexOf(timeUs)
    while (this.#row !== undefined && this.#row.index < index) this.#close(this.#row, receivedUs)
    const { stepUs, reader } = this.#options
    while (this.#waiting.length > 0 && (this.#waiting[0]!.index + 1) * stepUs + LATENESS_US < timeUs) {
      reader.onSettled(this.#waiting.shift()!)
    }
  }

  #close(row: Row, receivedUs: Us): void {
    const { levels, reader, stepUs } = this.#options
    const { mid } = this
    row.cvd = this.#cvd
    if (mid === undefined) row.isWhole = false
    else this.#readState(row, mid)
    reader.onKnown({ ...row, ofi: row.ofi.slice() }, receivedUs)
    this.#waiting.push(row)
    const next = emptyRow(row.index + 1, levels, mid)
    if (Math.floor((next.index * stepUs) / DAY_US) > Math.floor((row.index * stepUs) / DAY_US)) this.#cvd = 0
    this.#row = next
  }

  #readState(row: Row, mid: number): void {
    const { askPrice, askSize, bidPrice, bidSize } = this.#touch!
    row.closeMid = mid
    row.imbalance = imbalanceOf(this.#top) ?? 0
    row.lean = (bidPrice * askSize + askPrice * bidSize) / (bidSize + askSize) - mid
    row.spreadBps = ((askPrice - bidPrice) / mid) * 1e4
  }

  #takeBook(book: OrderBook, timeUs: Us, isSnapshot: boolean): void {
    const { depths, stepUs } = this.#options
    readTop(book, this.#top)
    if (this.#top.bidCount === 0 || this.#top.askCount === 0) {
      this.#lose()
      return
    }
    if (isSnapshot && this.#touch !== undefined) this.#lose()
    const before = this.#touch
    deepOfiTerms(this.#deepState, this.#top, this.#terms)
    this.#touch = touchOf(this.#top)
    depths.take(Math.max(timeUs, this.#nowUs), this.#top, before)
    this.#decimals = finerTick(finerTick(this.#decimals, this.#touch.bidPrice), this.#touch.askPrice)
    const row = (this.#row ??= emptyRow(Math.floor(this.#nowUs / stepUs), this.#options.levels, this.mid))
    this.#firstIndex = Math.min(this.#firstIndex, row.index)
    // What is met at the very time that the first row begins is not within it, but it is where the row begins.
    if (this.#indexOf(this.#nowUs) < row.index) row.openMid = this.mid!
    else for (let level = 0; level < row.ofi.length; level++) row.ofi[level]! += this.#terms[level]!
  }

  #takeTrade({ isHidden, trade: { aggressor, size, timeUs } }: Printed): void {
    if (isHidden || this.#row === undefined) return
    const signed = aggressor === 'buy' ? size : -size
    const index = this.#indexOf(timeUs)
    if (index >= this.#row.index) this.#row.flow += signed
    else {
      const row = this.#waiting.find((waiting) => waiting.index === index)
      if (row !== undefined) row.flow += signed
      else if (index >= this.#firstIndex) this.#lateTrades += 1
    }
    this.#cvd += signed
  }

  #lose(): void {
    this.#touch = undefined
    this.#deep.interrupt(this.#deepState)
    if (this.#row !== undefined) this.#row.isWhole = false
  }

  /** A time on the grid belongs to the row that it ends. */
  #indexOf(timeUs: Us): number {
    return Math.ceil(timeUs / this.#options.stepUs) - 1
  }
}

function touchOf({ askPrices, askSizes, bidPrices, bidSizes }: TopLevels): Touch {
  return { bidPrice: bidPrices[0]!, bidSize: bidSizes[0]!, askPrice: askPrices[0]!, askSize: askSizes[0]! }
}
