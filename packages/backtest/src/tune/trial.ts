import { HOUR_US, MINUTE_US, type Us } from '@of/core'
import type { RuleSet } from '@of/signals'
import type { Moments } from './moments.ts'
import type { OwnRecipe } from './own-recipe.ts'

/** One configuration: rules, factors of one's own that score with them, and for how long a position is held. */
export interface TrialConfig {
  readonly ruleSet: RuleSet
  /** None unless given. */
  readonly own?: OwnRecipe
  readonly holdMinutes: number
}

/** A stretch of exchange time, the end not included. */
export interface Stretch {
  readonly fromUs: Us
  readonly toUs: Us
}

/** One position of a trial. */
export interface TrialTrade {
  readonly entryUs: Us
  readonly exitUs: Us
  readonly side: 1 | -1
  /** Basis points of what was put in, after fees. */
  readonly netBps: number
}

/** What a configuration came to over a stretch. */
export interface TrialOutcome {
  readonly trades: readonly TrialTrade[]
  /** Signals that found no book that could fill them. */
  readonly unfilled: number
  /** Positions that could not be left before the stretch ended: no trade, but marked at mid to the end. */
  readonly unfinished: number
  /**
   * Basis points earned in each hour of UTC of the stretch, marked at mid and after fees, 0 in hours without a position: the grid on which trials are
   * compared.
   */
  readonly hourlyBps: Float64Array
}

/** How directions are traded. */
export interface TradeRules extends Stretch {
  readonly holdMinutes: number
  /** Basis points of notional a fill. */
  readonly feeBps: number
}

/** How many hours of UTC a stretch touches. */
export function hoursOf({ fromUs, toUs }: Stretch): number {
  return toUs > fromUs ? Math.ceil(toUs / HOUR_US) - Math.floor(fromUs / HOUR_US) : 0
}

/**
 * Trades directions: while there is no position, one of a unit of notional is opened at each signal, and left at the first moment after its time at
 * which the book fills it. Fees are paid of what is bought and of what is sold.
 */
export function trade(moments: Moments, directions: Int8Array, rules: TradeRules): TrialOutcome {
  const { timesUs } = moments
  const holdUs = rules.holdMinutes * MINUTE_US
  const hourlyBps = new Float64Array(hoursOf(rules))
  const trades: TrialTrade[] = []
  let unfilled = 0
  let unfinished = 0
  const end = rowAt(timesUs, rules.toUs)
  for (let row = rowAt(timesUs, rules.fromUs); row < end; row++) {
    const side = directions[row]!
    if (side === 0) continue
    if (Number.isNaN(priceOf(moments, row, side))) {
      unfilled += 1
      continue
    }
    const found = exitOf(moments, side, { from: rowAt(timesUs, timesUs[row]! + holdUs), end })
    const position: Position = { entry: row, exit: found ?? end, side: side > 0 ? 1 : -1, isLeft: found !== undefined }
    const netBps = mark(moments, position, rules, hourlyBps)
    if (found === undefined) {
      unfinished += 1
      break
    }
    trades.push({ entryUs: timesUs[row]!, exitUs: timesUs[found]!, side: position.side, netBps })
    row = found - 1
  }
  return { trades, unfilled, unfinished, hourlyBps }
}

interface Position {
  readonly entry: number
  /** The row at which it is left, or the first it is not held at. */
  readonly exit: number
  readonly side: 1 | -1
  readonly isLeft: boolean
}

/** Marks a position at every moment into the hours, and returns what it came to. */
function mark(moments: Moments, { entry, exit, isLeft, side }: Position, { feeBps, fromUs }: TradeRules, hourlyBps: Float64Array): number {
  const { mids, timesUs } = moments
  const firstHour = Math.floor(fromUs / HOUR_US)
  const entryPrice = priceOf(moments, entry, side)
  let marked = entryPrice
  let total = 0
  const earn = (row: number, price: number, fee: number): void => {
    const earned = (1e4 * side * (price - marked)) / entryPrice - fee
    marked = price
    total += earned
    hourlyBps[Math.floor(timesUs[row]! / HOUR_US) - firstHour]! += earned
  }
  earn(entry, entryPrice, feeBps)
  for (let row = entry; row < exit; row++) if (!Number.isNaN(mids[row]!)) earn(row, mids[row]!, 0)
  if (isLeft) {
    const price = priceOf(moments, exit, -side)
    earn(exit, price, (feeBps * price) / entryPrice)
  }
  return total
}

/** The first row from one on at which a position can be left. */
function exitOf(moments: Moments, side: number, { from, end }: { readonly from: number; readonly end: number }): number | undefined {
  for (let row = from; row < end; row++) if (!Number.isNaN(priceOf(moments, row, -side))) return row
  return undefined
}

/** What an order pays or gets at a row: 1 buys, −1 sells. */
function priceOf({ buys, sells }: Moments, row: number, side: number): number {
  return side > 0 ? buys[row]! : sells[row]!
}

/** The first row not before a time. */
export function rowAt(timesUs: Float64Array, timeUs: Us): number {
  let low = 0
  let high = timesUs.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (timesUs[middle]! < timeUs) low = middle + 1
    else high = middle
  }
  return low
}
