import type { Us } from '@of/core'

const FIELDS = 4
const FROM = 0
const UNTIL = 1
const BID = 2
const ASK = 3
const FIRST_ROOM = 16

/** The best prices of a book over the last moments, and how long they lasted: a ring of rows that grows as it needs to. Plain data. */
export interface Touches {
  /** From and until when in exchange time, bid price, ask price: four numbers a row, as many rows as a power of two. */
  rows: Float64Array
  /** Where the oldest row is. */
  head: number
  count: number
}

/** None yet. */
export function noTouches(): Touches {
  return { rows: new Float64Array(FIRST_ROOM * FIELDS), head: 0, count: 0 }
}

/** Forgets all of them. */
export function clearTouches(touches: Touches): void {
  touches.head = 0
  touches.count = 0
}

/** The book's best prices at a time, until which those before them lasted. */
export function addTouch(touches: Touches, timeUs: Us, { bidPrice, askPrice }: Pick<BestPrices, 'bidPrice' | 'askPrice'>): void {
  const { count, rows } = touches
  if (count > 0) {
    const newest = at(touches, count - 1)
    if (timeUs > rows[newest + UNTIL]!) rows[newest + UNTIL] = timeUs
    if (rows[newest + BID] === bidPrice && rows[newest + ASK] === askPrice) return
  }
  if (count * FIELDS === rows.length) grow(touches)
  const row = at(touches, count)
  touches.rows[row + FROM] = timeUs
  touches.rows[row + UNTIL] = timeUs
  touches.rows[row + BID] = bidPrice
  touches.rows[row + ASK] = askPrice
  touches.count = count + 1
}

/** Forgets the oldest of them that ended before a time or are more than so many, never the newest. */
export function trimTouches(touches: Touches, endedBeforeUs: Us, most: number): void {
  while (touches.count > 1 && (touches.rows[at(touches, 0) + UNTIL]! < endedBeforeUs || touches.count > most)) {
    touches.head = (touches.head + 1) & (touches.rows.length / FIELDS - 1)
    touches.count -= 1
  }
}

/** Best prices at a moment of exchange time. */
export interface BestPrices {
  readonly timeUs: Us
  readonly bidPrice: number
  readonly askPrice: number
}

/** Whether one of the newest `among` touches, at the time of the prices or so close to it, is of the same prices. */
export function hasTouch(touches: Touches, prices: BestPrices, closeUs: Us, among: number): boolean {
  const { rows, count } = touches
  for (let rank = count - 1; rank >= Math.max(0, count - among); rank--) {
    const row = at(touches, rank)
    if (rows[row + BID] !== prices.bidPrice || rows[row + ASK] !== prices.askPrice) continue
    if (prices.timeUs >= rows[row + FROM]! - closeUs && prices.timeUs <= rows[row + UNTIL]! + closeUs) return true
  }
  return false
}

function at({ head, rows }: Touches, rank: number): number {
  return (head * FIELDS + rank * FIELDS) & (rows.length - 1)
}

function grow(touches: Touches): void {
  const { head, rows } = touches
  const wider = new Float64Array(2 * rows.length)
  const untilEnd = rows.subarray(head * FIELDS)
  wider.set(untilEnd)
  wider.set(rows.subarray(0, head * FIELDS), untilEnd.length)
  touches.rows = wider
  touches.head = 0
}
