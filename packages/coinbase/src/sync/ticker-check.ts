import type { Us } from '@of/core'
import { addTouch, type BestPrices, clearTouches, hasTouch, noTouches, type Touches, trimTouches } from './touches.ts'

/** How far, in exchange time, a ticker may lie from a book state that agrees with it. */
const TOLERANCE_US: Us = 500_000

/** How long a ticker waits for a book state: frames of one moment arrive up to this far apart. */
const PATIENCE_US: Us = 2 * TOLERANCE_US

/** Touches that are kept at most: more changes than any book shows within the time a ticker waits. */
const MOST_TOUCHES = 1_000

/** Tickers that wait at most: more than any book has matches within that time. */
const MOST_WAITING = 1_000

/** The touches of the last moments, tickers still waiting for one that agrees, and the outcome so far. */
export interface TickerCheck {
  readonly touches: Touches
  /** In the order in which they came. */
  readonly waiting: BestPrices[]
  agreed: number
  disagreed: number
  /** Tickers that no believed book could be held against. */
  unchecked: number
}

/** No tickers, no touches. */
export function tickerCheck(): TickerCheck {
  return { touches: noTouches(), waiting: [], agreed: 0, disagreed: 0, unchecked: 0 }
}

/** A book state: every waiting ticker near it in time that shows the same best prices is answered. */
export function onTouch(check: TickerCheck, timeUs: Us, touch: Pick<BestPrices, 'bidPrice' | 'askPrice'>): void {
  addTouch(check.touches, timeUs, touch)
  trimTouches(check.touches, timeUs - 2 * PATIENCE_US, MOST_TOUCHES)
  if (check.waiting.length > 0) answerWaiting(check)
}

/** A ticker's best prices, to be found in a book state up to half a second before or after. */
export function onTicker(check: TickerCheck, ticker: BestPrices): void {
  if (hasTouch(check.touches, ticker, TOLERANCE_US, MOST_TOUCHES)) check.agreed += 1
  else if (check.waiting.length < MOST_WAITING) check.waiting.push(ticker)
  else check.unchecked += 1
}

/** Gives up on tickers whose time has passed. */
export function advanceTickers(check: TickerCheck, nowUs: Us): void {
  const { waiting } = check
  if (waiting.length === 0) return
  let over = 0
  while (over < waiting.length && waiting[over]!.timeUs < nowUs - PATIENCE_US) over += 1
  if (over > 0) waiting.splice(0, over)
  check.disagreed += over
}

/** The book was lost: what waits cannot be answered and says nothing against it. */
export function dropTickers(check: TickerCheck): void {
  check.unchecked += check.waiting.length
  clearTouches(check.touches)
  check.waiting.length = 0
}

/** The newest touch answers the tickers that agree with it; the others wait on, in their order. */
function answerWaiting(check: TickerCheck): void {
  const { touches, waiting } = check
  let kept = 0
  for (const ticker of waiting) if (!hasTouch(touches, ticker, TOLERANCE_US, 1)) waiting[kept++] = ticker
  check.agreed += waiting.length - kept
  waiting.length = kept
}
