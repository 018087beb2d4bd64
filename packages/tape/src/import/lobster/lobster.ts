import type { Us, VenueEvent } from '@of/core'
import { LevelColumns } from '../level-columns.ts'
import { bookEvent, RowBook } from '../row-book.ts'
import type { TextLines } from '../text/text-lines.ts'
import { UNNUMBERED } from '../trade-numbers.ts'
import type { VenueFacts } from '../venue-facts.ts'
import { type LobsterMessage, MessageRows } from './message.ts'
import type { LobsterName } from './name.ts'
import { OrderbookRows } from './orderbook.ts'

/** Since 2005 stocks above a dollar are quoted in cents. */
const CENT = 0.01

/**
 * Reads the lines of a LOBSTER message file, each with the line of the order book file that shows the book after it.
 *
 * A trade comes before the book that it leaves. Hidden orders are not in the book, so what takes them leaves it as it is. Auctions have no aggressor
 * and are counted alone. From a halt on nothing is told of the book until trading resumes.
 */
export class LobsterDecoder {
  readonly #name: LobsterName
  readonly #facts: VenueFacts
  readonly #messages = new MessageRows()
  readonly #rows: OrderbookRows
  readonly #book: RowBook
  readonly #columns = new LevelColumns()
  #nowUs: Us = 0
  #isHalted = false
  #isCrossed = false
  #isBegun = false

  constructor(name: LobsterName, facts: VenueFacts) {
    this.#name = name
    this.#facts = facts
    this.#rows = new OrderbookRows(name.levels)
    this.#book = new RowBook(name.levels)
    facts.meet(name.ticker, 'nasdaq', { quote: 'USD', tick: CENT, lot: 1 })
    facts.sampled(name.ticker, 'every-event')
  }

  /** Appends what a pair of lines tells; or says which of them is wrong, and in what. */
  decode(messages: TextLines, rows: TextLines, events: VenueEvent[]): { readonly lines: TextLines; readonly detail: string } | undefined {
    const message = this.#messages.read(messages.text)
    if (typeof message === 'string') return { lines: messages, detail: message }
    const timeUs = this.#name.midnightUs + message.sinceMidnightUs
    if (timeUs < this.#nowUs) return { lines: messages, detail: `goes back in time by ${this.#nowUs - timeUs} µs` }
    const wrong = this.#rows.read(rows.bytes, rows.from, rows.to, this.#book)
    if (wrong !== undefined) return { lines: rows, detail: wrong }
    this.#nowUs = timeUs
    this.#trade(message, timeUs, events)
    this.#halt(message, timeUs, events)
    this.#tellBook(message, timeUs, events)
    return undefined
  }

  #trade({ aggressor, price, size, type }: LobsterMessage, timeUs: Us, events: VenueEvent[]): void {
    if (type === 'auction') this.#facts.auctionTrades += 1
    if (type !== 'execution' && type !== 'hidden-execution') return
    const { ticker: product } = this.#name
    const trade = { id: UNNUMBERED, timeUs, price, size, aggressor }
    events.push({ kind: 'trade', product, receivedUs: timeUs, trade, isHidden: type === 'hidden-execution' })
  }

  #halt({ price, type }: LobsterMessage, timeUs: Us, events: VenueEvent[]): void {
    if (type === 'halt' && price < 0 && !this.#isHalted) {
      this.#isHalted = true
      this.#lose('trading halted', timeUs, events)
    } else if (type === 'execution' || (type === 'halt' && price > 0)) this.#isHalted = false
  }

  #tellBook({ type }: LobsterMessage, timeUs: Us, events: VenueEvent[]): void {
    if (this.#isHalted) {
      this.#book.forget()
      return
    }
    if (type === 'hidden-execution' && this.#isBegun) return
    this.#isBegun = true
    const news = this.#book.tell(this.#columns)
    const wasCrossed = this.#isCrossed
    this.#isCrossed = news === 'crossed'
    if (news !== 'crossed') {
      const { levels: bookLevels, ticker: product } = this.#name
      events.push(bookEvent(news, { product, timeUs, receivedUs: timeUs, changes: this.#columns.take() }, bookLevels))
    } else if (!wasCrossed) this.#lose('best bid at or above best ask', timeUs, events)
  }

  #lose(reason: string, timeUs: Us, events: VenueEvent[]): void {
    events.push({ kind: 'book-lost', product: this.#name.ticker, timeUs, receivedUs: timeUs, reason })
  }
}
