import type { Us } from '@of/core'
import { advanceTickers, dropTickers, onTicker, onTouch, tickerCheck, type TickerCheck } from '../sync/ticker-check.ts'
import type { BestPrices } from '../sync/touches.ts'

/** Tickers in a row that must disagree before a book is suspect: one may be the venue's own slip. */
const MOST_DISAGREEING = 3

/** Tickers held against one book, and how many in a row disagreed. */
export interface TickerWatch {
  readonly check: TickerCheck
  run: number
}

/** What a step came to. */
export interface TickerOutcome {
  readonly agreed: number
  readonly disagreed: number
  /** So many in a row disagreed that the book is suspect. */
  readonly suspect: boolean
}

/** Nothing was compared yet. */
export function tickerWatch(): TickerWatch {
  return { check: tickerCheck(), run: 0 }
}

/** The book's best prices at a time. */
export function watchTouch(watch: TickerWatch, touch: BestPrices): TickerOutcome {
  return outcomeOf(watch, (check) => onTouch(check, touch.timeUs, touch))
}

/** A ticker's. */
export function watchTicker(watch: TickerWatch, ticker: BestPrices): TickerOutcome {
  return outcomeOf(watch, (check) => onTicker(check, ticker))
}

/** Time has passed. */
export function watchTime(watch: TickerWatch, nowUs: Us): TickerOutcome {
  return outcomeOf(watch, (check) => advanceTickers(check, nowUs))
}

/** The book was lost or replaced: what was compared says nothing of the next one. */
export function restartWatch(watch: TickerWatch): void {
  dropTickers(watch.check)
  watch.run = 0
}

function outcomeOf(watch: TickerWatch, step: (check: TickerCheck) => void): TickerOutcome {
  const { check } = watch
  const { agreed: agreedBefore, disagreed: disagreedBefore } = check
  step(check)
  const agreed = check.agreed - agreedBefore
  const disagreed = check.disagreed - disagreedBefore
  watch.run = agreed > 0 ? 0 : watch.run + disagreed
  return { agreed, disagreed, suspect: watch.run >= MOST_DISAGREEING }
}
