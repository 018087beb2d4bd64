import { normalCdf } from '../distribution/normal.ts'
import { isSpread, meanOf } from '../moments/moments.ts'
import { longRunCovariance, neweyWestLag } from '../regression/newey-west.ts'
import type { Estimate } from '../resampling/bootstrap.ts'

/** How two Sharpe ratios differ, per period, of returns in the same periods. */
export interface SharpeDifference {
  /** First less second; standard deviations over n, as the paper's. */
  readonly delta: number
  readonly se: number
  readonly z: number
  /** How often chance alone gives a difference as large, either way. */
  readonly pTwoSided: number
  /** Jobson and Korkie's statistic as corrected by Memmel: for normal, independent returns only; `undefined` where its variance is zero. */
  readonly zJobsonKorkieMemmel: number | undefined
}

/** Lags of dependence that the standard error allows for: 0 for none, `auto` by the number of periods. */
export interface SharpeDifferenceOptions {
  readonly lags?: number | 'auto'
}

/**
 * The difference of two Sharpe ratios by the delta method; `undefined` where either does not vary, or both are the same but for their scale.
 *
 * @see Ledoit, Wolf (2008), "Robust Performance Hypothesis Testing with the Sharpe Ratio", https://doi.org/10.1016/j.jempfin.2008.03.002
 * @see Memmel (2003), "Performance Hypothesis Testing with the Sharpe Ratio", https://doi.org/10.2139/ssrn.412588
 */
export function ledoitWolf(
  first: ArrayLike<number>,
  second: ArrayLike<number>,
  { lags = 0 }: SharpeDifferenceOptions = {},
): SharpeDifference | undefined {
  const estimate = sharpeDifference(first, second, lags === 'auto' ? neweyWestLag(first.length) : lags)
  if (estimate === undefined || !(estimate.se > 0)) return undefined
  const { value: delta, se } = estimate
  const z = delta / se
  return { delta, se, z, pTwoSided: 2 * normalCdf(-Math.abs(z)), zJobsonKorkieMemmel: memmel(first, second) }
}

/** What rounding leaves of the root of the mean square of a difference that is none. */
const ROUNDING = 1e-9

/** The difference of two Sharpe ratios and its standard error, for resampling: the same, without a p-value; an error of 0 where they never differ. */
export function sharpeDifference(first: ArrayLike<number>, second: ArrayLike<number>, lags: number): Estimate | undefined {
  const n = first.length
  if (n < 2) return undefined
  const a = rawMoments(first)
  const b = rawMoments(second)
  if (a === undefined || b === undefined) return undefined
  // What each period adds to the difference, to first order: one series has the variance of the four moments together.
  const perMeanA = a.square / a.cubedSd
  const perMeanB = b.square / b.cubedSd
  const perSquareA = (0.5 * a.mean) / a.cubedSd
  const perSquareB = (0.5 * b.mean) / b.cubedSd
  const influence = new Float64Array(n)
  for (let i = 0; i < n; i++) {
    const x = first[i]!
    const y = second[i]!
    influence[i] = perMeanA * (x - a.mean) - perSquareA * (x * x - a.square) - perMeanB * (y - b.mean) + perSquareB * (y * y - b.square)
  }
  const variance = longRunCovariance([influence], lags)[0]![0]! / n
  const se = Math.sqrt(Math.max(0, variance) / n)
  return { value: a.mean / a.sd - b.mean / b.sd, se: se * Math.sqrt(n) > ROUNDING ? se : 0 }
}

function memmel(first: ArrayLike<number>, second: ArrayLike<number>): number | undefined {
  const n = first.length
  const a = rawMoments(first)
  const b = rawMoments(second)
  if (a === undefined || b === undefined) return undefined
  let cross = 0
  for (let i = 0; i < n; i++) cross += (first[i]! - a.mean) * (second[i]! - b.mean)
  const correlation = cross / n / (a.sd * b.sd)
  const one = a.mean / a.sd
  const other = b.mean / b.sd
  const variance = 2 - 2 * correlation + 0.5 * (one * one + other * other - 2 * one * other * correlation * correlation)
  return variance > 1e-14 ? (one - other) / Math.sqrt(variance / n) : undefined
}

interface RawMoments {
  readonly mean: number
  /** Mean of squares. */
  readonly square: number
  readonly sd: number
  readonly cubedSd: number
}

function rawMoments(xs: ArrayLike<number>): RawMoments | undefined {
  const mean = meanOf(xs)
  let variance = 0
  for (let i = 0; i < xs.length; i++) variance += (xs[i]! - mean) * (xs[i]! - mean)
  variance /= xs.length
  if (!isSpread(variance, mean)) return undefined
  const sd = Math.sqrt(variance)
  return { mean, square: variance + mean * mean, sd, cubedSd: variance * sd }
}
