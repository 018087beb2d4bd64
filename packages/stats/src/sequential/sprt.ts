import type { WinRates } from '../win-rate/sample-size.ts'

/** Wald's test between two win rates, ended after so many trades whatever it says. */
export interface SprtPlan extends Omit<WinRates, 'sides' | 'power'> {
  /** How often it may miss p1. */
  readonly beta?: number
  /** Trades after which an open test counts as `no-edge`. */
  readonly maxTrades: number
}

/** Steps and bounds of the log likelihood ratio. */
export interface SprtBounds {
  readonly upper: number
  readonly lower: number
  /** What a win adds. */
  readonly win: number
  /** What a loss adds, below zero. */
  readonly loss: number
}

/** Where a test stands. */
export interface SprtReading {
  readonly decision: 'edge' | 'no-edge' | 'open'
  /** Trades until the decision, or so far. */
  readonly trades: number
  readonly logRatio: number
}

/** What a test does to trades that win independently with one probability: exact, over all paths. */
export interface SprtErrors {
  readonly edge: number
  readonly noEdge: number
  /** Share that ran into the last trade without a decision, and counts as `noEdge` too. */
  readonly truncated: number
  readonly meanTrades: number
}

/** Bounds of Wald's test. @see Wald (1945), "Sequential Tests of Statistical Hypotheses", https://doi.org/10.1214/aoms/1177731118 */
export function sprtBounds({ p0, p1, alpha = 0.05, beta = 0.2 }: Omit<SprtPlan, 'maxTrades'>): SprtBounds {
  return {
    upper: Math.log((1 - beta) / alpha),
    lower: Math.log(beta / (1 - alpha)),
    win: Math.log(p1 / p0),
    loss: Math.log((1 - p1) / (1 - p0)),
  }
}

/** Wald's approximation of the trades a test takes that is never ended early, if p1 is true and if p0 is. */
export function sprtTrades(plan: Omit<SprtPlan, 'maxTrades'>): { readonly ifEdge: number; readonly ifNone: number } {
  const { alpha = 0.05, beta = 0.2, p0, p1 } = plan
  const { upper, lower, win, loss } = sprtBounds(plan)
  return {
    ifEdge: ((1 - beta) * upper + beta * lower) / (p1 * win + (1 - p1) * loss),
    ifNone: (alpha * upper + (1 - alpha) * lower) / (p0 * win + (1 - p0) * loss),
  }
}

/** Runs the test over outcomes in order, true for a win; what comes after the decision is not looked at. Trades must not overlap in time. */
export function sprt(plan: SprtPlan, wins: Iterable<boolean>): SprtReading {
  const bounds = sprtBounds(plan)
  let trades = 0
  let logRatio = 0
  for (const isWin of wins) {
    trades += 1
    logRatio += isWin ? bounds.win : bounds.loss
    if (logRatio >= bounds.upper) return { decision: 'edge', trades, logRatio }
    if (logRatio <= bounds.lower || trades >= plan.maxTrades) return { decision: 'no-edge', trades, logRatio }
  }
  return { decision: 'open', trades, logRatio }
}

/** Exact error rates of the test as it is run, its last trade included, at one true win rate. */
export function sprtErrors(plan: SprtPlan, p: number): SprtErrors {
  const { upper, lower, win, loss } = sprtBounds(plan)
  // Probability of each number of wins that leaves the test open; only a band of them between the bounds is above zero.
  let open = Float64Array.of(1)
  let fewest = 0
  let edge = 0
  let noEdge = 0
  let meanTrades = 0
  for (let trades = 1; trades <= plan.maxTrades && open.length > 0; trades++) {
    const next = new Float64Array(open.length + 1)
    for (let at = 0; at < open.length; at++) {
      const mass = open[at]!
      meanTrades += mass
      next[at]! += mass * (1 - p)
      next[at + 1]! += mass * p
    }
    let first = next.length
    let last = -1
    for (let at = 0; at < next.length; at++) {
      const mass = next[at]!
      const wins = fewest + at
      const logRatio = wins * win + (trades - wins) * loss
      if (logRatio >= upper) edge += mass
      else if (logRatio <= lower) noEdge += mass
      else {
        first = Math.min(first, at)
        last = at
      }
    }
    open = next.slice(first, last + 1)
    fewest += first
  }
  const truncated = open.reduce((sum, mass) => sum + mass, 0)
  return { edge, noEdge: noEdge + truncated, truncated, meanTrades }
}
