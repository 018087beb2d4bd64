import type { Us } from '@of/core'

/** How far, in exchange time, a ticker may lie from a book state that agrees with it. */
const TOLERANCE_US: Us = 500_000

/** How long a ticker waits for a book state: frames of one moment arrive up to this far apart. */
const PATIENCE_US: Us = 2 * TOLERANCE_US

/** Touches that are kept at most: more changes than any book shows within the time a ticker waits. */
const MOST_TOUCHES = 1_000

/** Best prices at a moment of exchange time. */
export interface BestPrices {
  readonly timeUs: Us
  readonly bidPrice: number
  readonly askPrice: number
}

/** Best prices of the book, and how long they lasted. */
interface Touch {
  readonly fromUs: Us
  untilUs: Us
  readonly bidPrice: number
  readonly askPrice: number
}

/** The touches of the last moments, tickers still waiting for one that agrees, and the outcome so far. */
export interface TickerCheck {
  readonly touches: Touch[]
  readonly waiting: BestPrices[]
  agreed: number
  disagreed: number
  /** Tickers that no believed book could be held against. */
  unchecked: number
}

/** No tickers, no touches. */
export function tickerCheck(): TickerCheck {
  return { touches: [], waiting: [], agreed: 0, disagreed: 0, unchecked: 0 }
}

/** A book state: every waiting ticker near it in time that shows the same best prices is answered. */
export function onTouch(check: TickerCheck, { timeUs, bidPrice, askPrice }: BestPrices): void {
  const { touches, waiting } = check
  const last = touches.at(-1)
  if (last !== undefined && timeUs > last.untilUs) last.untilUs = timeUs
  if (last === undefined || last.bidPrice !== bidPrice || last.askPrice !== askPrice) {
    touches.push({ fromUs: timeUs, untilUs: timeUs, bidPrice, askPrice })
  }
  while (touches.length > 1 && (touches[0]!.untilUs < timeUs - 2 * PATIENCE_US || touches.length > MOST_TOUCHES)) touches.shift()
  const touch = touches.at(-1)!
  for (let i = waiting.length - 1; i >= 0; i--) {
    if (!agrees(waiting[i]!, touch)) continue
    waiting.splice(i, 1)
    check.agreed += 1
  }
}

/** A ticker's best prices, to be found in a book state up to half a second before or after. */
export function onTicker(check: TickerCheck, ticker: BestPrices): void {
  if (check.touches.some((touch) => agrees(ticker, touch))) check.agreed += 1
  else check.waiting.push(ticker)
}

/** Gives up on tickers whose time has passed. */
export function advanceTickers(check: TickerCheck, nowUs: Us): void {
  const { waiting } = check
  while (waiting.length > 0 && waiting[0]!.timeUs < nowUs - PATIENCE_US) {
    waiting.shift()
    check.disagreed += 1
  }
}

/** The book was lost: what waits cannot be answered and says nothing against it. */
export function dropTickers(check: TickerCheck): void {
  check.unchecked += check.waiting.length
  check.touches.length = 0
  check.waiting.length = 0
}

function agrees(ticker: BestPrices, touch: Touch): boolean {
  if (ticker.bidPrice !== touch.bidPrice || ticker.askPrice !== touch.askPrice) return false
  return ticker.timeUs >= touch.fromUs - TOLERANCE_US && ticker.timeUs <= touch.untilUs + TOLERANCE_US
}
