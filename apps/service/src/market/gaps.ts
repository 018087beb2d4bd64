import type { Gap } from '@of/api'
import type { Us } from '@of/core'

/** Gaps that are kept of each source. */
const KEPT = 500

interface Hole {
  readonly fromUs: Us
  toUs: Us | undefined
  readonly reason: string
  /** How many trades were missing before it. */
  readonly missingBefore: number
}

/** What is known of the trades at the end of a second. */
export interface TradesSeen {
  readonly timeUs: Us
  /** Why they are not received; `null` when they are. */
  readonly downReason: string | null
  /** How many ids never came, so far. */
  readonly missing: number
}

/** What is remembered of gaps, as plain data. */
export interface GapsState {
  readonly book: readonly Hole[]
  readonly trades: readonly Hole[]
  readonly tradesUpUs: Us | undefined
  readonly missing: number
}

/** Time that is not covered by a source. Trades that are brought afterwards close the gap that they were missing from. */
export class Gaps {
  readonly #book: Hole[]
  #trades: Hole[]
  #tradesUpUs: Us | undefined
  #missing: number

  /** Goes on with what was remembered, which belongs to it from then on. */
  constructor({ book, missing, trades, tradesUpUs }: GapsState = { book: [], trades: [], tradesUpUs: undefined, missing: 0 }) {
    this.#book = [...book]
    this.#trades = [...trades]
    this.#tradesUpUs = tradesUpUs
    this.#missing = missing
  }

  /** What is remembered, to be written down at once: it goes on changing. */
  get state(): GapsState {
    return { book: this.#book, trades: this.#trades, tradesUpUs: this.#tradesUpUs, missing: this.#missing }
  }

  /** Oldest first, the book's before the trades'. */
  between(fromUs: Us, toUs: Us): Gap[] {
    const of = (source: Gap['source'], holes: readonly Hole[]): Gap[] =>
      holes
        .filter((hole) => hole.fromUs < toUs && (hole.toUs ?? Infinity) > fromUs)
        .map((hole) => ({ source, fromUs: hole.fromUs, toUs: hole.toUs ?? null, reason: hole.reason }))
    return [...of('book', this.#book), ...of('trades', this.#trades)]
  }

  /** The book stands otherwise; `reason` says why it is not believed. */
  onBook(timeUs: Us, reason: string | undefined): void {
    const open = this.#book.at(-1)
    const isOpen = open !== undefined && open.toUs === undefined
    if (reason === undefined) {
      if (isOpen) open.toUs = Math.max(timeUs, open.fromUs)
    } else if (!isOpen) {
      this.#book.push({ fromUs: timeUs, toUs: undefined, reason, missingBefore: 0 })
      if (this.#book.length > KEPT) this.#book.shift()
    }
  }

  /** Another second is over. */
  onTrades({ downReason, missing, timeUs }: TradesSeen): void {
    const isUp = downReason === null
    const upUs = this.#tradesUpUs
    const open = this.#trades.at(-1)
    const isOpen = open !== undefined && open.toUs === undefined
    if (!isOpen && upUs !== undefined && (!isUp || missing > this.#missing)) {
      const reason = downReason ?? `${missing - this.#missing} trades missing`
      this.#trades.push({ fromUs: upUs, toUs: isUp ? timeUs : undefined, reason, missingBefore: this.#missing })
      if (this.#trades.length > KEPT) this.#trades.shift()
    } else if (isOpen && isUp) open.toUs = timeUs
    if (isUp) {
      this.#tradesUpUs = timeUs
      this.#missing = missing
      this.#trades = this.#trades.filter((hole) => hole.toUs === undefined || missing > hole.missingBefore)
    }
  }
}
