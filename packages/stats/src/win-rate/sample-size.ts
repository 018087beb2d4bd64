import { binomialTail } from '../distribution/binomial.ts'
import { normalQuantile } from '../distribution/normal.ts'

/** What a test must promise. */
export interface TestGoal {
  /** How often it may see an edge where there is none. */
  readonly alpha?: number
  /** How often it must see the edge that is there. */
  readonly power?: number
  readonly sides?: 1 | 2
}

/** Two win rates to be told apart. */
export interface WinRates extends TestGoal {
  readonly p0: number
  readonly p1: number
}

/** Trades needed to tell a win rate of p1 from a known one of p0, by the normal approximation; one-sided unless told otherwise. */
export function oneArm({ p0, p1, alpha = 0.05, power = 0.8, sides = 1 }: WinRates): number {
  const noise = normalQuantile(1 - alpha / sides) * deviation(p0) + normalQuantile(power) * deviation(p1)
  return Math.ceil(squareOf(noise / (p1 - p0)))
}

/** Trades needed of each of two arms to tell their win rates apart, by the normal approximation with pooled variance; two-sided unless told otherwise. */
export function perArm({ p0, p1, alpha = 0.05, power = 0.8, sides = 2 }: WinRates): number {
  const pooled = Math.sqrt(2) * deviation((p0 + p1) / 2)
  const apart = Math.sqrt(p0 * (1 - p0) + p1 * (1 - p1))
  return Math.ceil(squareOf((normalQuantile(1 - alpha / sides) * pooled + normalQuantile(power) * apart) / (p1 - p0)))
}

/** Observations needed to tell a mean from zero that is `effect` standard deviations above it; one-sided unless told otherwise. */
export function oneMean(effect: number, { alpha = 0.05, power = 0.8, sides = 1 }: TestGoal = {}): number {
  return Math.ceil(squareOf((normalQuantile(1 - alpha / sides) + normalQuantile(power)) / effect))
}

/** The fewest wins that a one-sided exact test at `alpha` takes for an edge over p0; one more than the trades where none are enough. */
export function criticalWins(trades: number, p0: number, alpha: number): number {
  let low = 0
  let high = trades + 1
  while (low < high) {
    const wins = (low + high) >> 1
    if (binomialTail(wins, trades, p0) <= alpha) high = wins
    else low = wins + 1
  }
  return low
}

/** Sample sizes of the exact one-sided test, whose power goes up and down with the number of trades. */
export interface ExactSampleSize {
  /** The first number of trades with the power. */
  readonly first: number
  /** The first from which the next 60 have it too. */
  readonly safe: number
}

/** Trades that the exact one-sided binomial test needs. */
export function exactOneArm({ p0, p1, alpha = 0.05, power = 0.8 }: Omit<WinRates, 'sides'>): ExactSampleSize {
  const isEnough = (trades: number): boolean => binomialTail(criticalWins(trades, p0, alpha), trades, p1) >= power
  let first = 10
  while (!isEnough(first)) first += 1
  for (let trades = first, since = first; ; trades++) {
    if (!isEnough(trades)) since = trades + 1
    else if (trades - since === 60) return { first, safe: since }
  }
}

function deviation(p: number): number {
  return Math.sqrt(p * (1 - p))
}

function squareOf(x: number): number {
  return x * x
}
