import { normalCdf, normalQuantile } from '@of/stats'

/** A system as it would be if it had an edge: how often it wins, and the mean and spread of its net returns, in one unit. */
export interface PlannedEdge {
  readonly winRate: number
  readonly mean: number
  readonly sd: number
  /** Correlation of winning and net return; 1 where all wins are alike and all losses are. */
  readonly correlation: number
}

/** What a plan asks for. */
export interface PlanOptions {
  /** The win rate that must be seen, in percent; `undefined` where none must. */
  readonly winRateAbovePercent: number | undefined
  /** How often chance may make it, from 0 to 1; 0.05 unless given. */
  readonly alpha?: number
  /** How often it is to be found, from 0 to 1; 0.8 unless given. */
  readonly power?: number
}

const MOST_TRADES = 10_000_000

/** What the allowance for dependence and skewness costs where there is neither: about as many trades more, in simulations. */
const CAUTION = 1.15

/** Trades after which the gate says GO to such an edge with the given power, unless it is held back by trials; `undefined` where no number is enough. */
export function tradesNeeded(edge: PlannedEdge, { alpha = 0.05, power = 0.8, winRateAbovePercent }: PlanOptions): number | undefined {
  const isEnough = (n: number): boolean => powerAt(n / CAUTION, edge, { alpha, winRateAbovePercent }) >= power
  let high = 1
  while (!isEnough(high)) {
    high *= 2
    if (high > MOST_TRADES) return undefined
  }
  let low = high / 2
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (isEnough(middle)) high = middle
    else low = middle
  }
  return high
}

/**
 * How often n trades of such an edge, each worth a full one, have both a mean that is significantly above zero and, where one is asked for, a win rate above the bound:
 * a bivariate normal approximation.
 */
export function powerAt(
  n: number,
  { correlation, mean, sd, winRate }: PlannedEdge,
  { alpha = 0.05, winRateAbovePercent }: Omit<PlanOptions, 'power'>,
): number {
  const root = Math.sqrt(n)
  const meanAhead = (root * mean) / sd - normalQuantile(1 - alpha)
  if (winRateAbovePercent === undefined) return normalCdf(meanAhead)
  const winsAhead = (root * (winRate - winRateAbovePercent / 100)) / Math.sqrt(winRate * (1 - winRate))
  return bothBelow(meanAhead, winsAhead, correlation)
}

const STEPS = 200

/** P(X ≤ a and Y ≤ b) of standard normals with a correlation, by Simpson's rule over X. */
export function bothBelow(a: number, b: number, correlation: number): number {
  if (correlation >= 1 - 1e-9) return normalCdf(Math.min(a, b))
  const bottom = -8.5
  if (a <= bottom) return 0
  const top = Math.min(a, 8.5)
  const rest = Math.sqrt(1 - correlation * correlation)
  const height = (x: number): number => (Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI)) * normalCdf((b - correlation * x) / rest)
  const step = (top - bottom) / STEPS
  let sum = height(bottom) + height(top)
  for (let at = 1; at < STEPS; at++) sum += (at % 2 === 1 ? 4 : 2) * height(bottom + at * step)
  return Math.min(1, Math.max(0, (sum * step) / 3))
}
