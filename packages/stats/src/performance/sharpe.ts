import { normalCdf, normalQuantile } from '../distribution/normal.ts'
import { moments } from '../moments/moments.ts'

/** What is known of a Sharpe ratio: its value per period, and what of the returns decides how sure it is. */
export interface SharpeSample {
  /** Mean over standard deviation, per period: never annualised here. */
  readonly sharpe: number
  /** Periods; fewer where they depend on each other. */
  readonly n: number
  readonly skew: number
  /** 3 for normal returns. */
  readonly kurtosis: number
}

/** Mean return over its standard deviation, per period; `undefined` under two returns, and where all are the same. */
export function sharpe(returns: ArrayLike<number>): number | undefined {
  const found = moments(returns)
  return found === undefined ? undefined : found.mean / found.sd
}

/** A Sharpe ratio of a year of `periods`: right only where returns do not depend on each other. */
export function annualised(sharpePerPeriod: number, periods: number): number {
  return sharpePerPeriod * Math.sqrt(periods)
}

/**
 * Probabilistic Sharpe ratio: how sure the true Sharpe ratio is above a benchmark's. `undefined` where the estimate has no standard error.
 *
 * @see Bailey, López de Prado (2012), "The Sharpe Ratio Efficient Frontier", https://doi.org/10.21314/JOR.2012.255
 */
export function psr(sample: SharpeSample, benchmark = 0): number | undefined {
  const variance = sharpeVariance(sample)
  if (!(variance > 0) || !(sample.n > 1)) return undefined
  return normalCdf(((sample.sharpe - benchmark) * Math.sqrt(sample.n - 1)) / Math.sqrt(variance))
}

/**
 * Minimum track record length: the periods after which a Sharpe ratio like this is above the benchmark's with the given confidence; `undefined`
 * where it is not above it.
 *
 * @see Bailey, López de Prado (2012), eq. 13
 */
export function minTrl(
  sample: Omit<SharpeSample, 'n'>,
  { benchmark = 0, confidence = 0.95 }: { readonly benchmark?: number; readonly confidence?: number } = {},
): number | undefined {
  const variance = sharpeVariance(sample)
  const ahead = sample.sharpe - benchmark
  if (!(ahead > 0) || !(variance > 0)) return undefined
  const distance = normalQuantile(confidence) / ahead
  return 1 + variance * distance * distance
}

/** Euler and Mascheroni's constant. */
const GAMMA = 0.577_215_664_901_532_9

/**
 * The highest Sharpe ratio to expect of `trials` worthless strategies whose Sharpe ratios have this variance, per period; 0 of a single one.
 *
 * @see Bailey, López de Prado (2014), "The Deflated Sharpe Ratio", https://doi.org/10.3905/jpm.2014.40.5.094
 */
export function expectedMaxSharpe(trials: number, variance: number): number {
  if (trials <= 1) return 0
  return Math.sqrt(variance) * ((1 - GAMMA) * normalQuantile(1 - 1 / trials) + GAMMA * normalQuantile(1 - 1 / (trials * Math.E)))
}

/** Deflated Sharpe ratio: how sure the true Sharpe ratio is above what the best of so many worthless trials would show. */
export function dsr(
  sample: SharpeSample,
  { trials, variance }: { readonly trials: number; readonly variance: number },
): number | undefined {
  return psr(sample, expectedMaxSharpe(trials, variance))
}

/** Variance of a Sharpe ratio's estimate, times the periods less one. @see Mertens (2002), "Comments on Variance of the IID Estimator in Lo (2002)" */
function sharpeVariance({ sharpe: ratio, skew, kurtosis }: Omit<SharpeSample, 'n'>): number {
  return 1 - skew * ratio + ((kurtosis - 1) / 4) * ratio * ratio
}
