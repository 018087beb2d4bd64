import { dot, qrOf, solveLower, solveUpper } from './qr.ts'
import { longRunCovariance, neweyWestLag } from './newey-west.ts'

/** How standard errors are made. */
export interface OlsOptions {
  /** Lags of Newey and West, `auto` by the number of observations, 0 for White's; unless given, errors are taken to be independent and alike. */
  readonly hac?: number | 'auto'
}

/** A fit by least squares with an intercept. Arrays begin with the intercept, then have one entry a regressor. */
export interface Regression {
  readonly coefficients: readonly number[]
  readonly se: readonly number[]
  /** coefficient / se; `undefined` where the fit is perfect. */
  readonly t: readonly (number | undefined)[]
  /** Share of the variance that the fit explains, from 0 to 1. */
  readonly r2: number
  /** R² less what as many regressors of pure noise would explain: below zero where it is worse than that. */
  readonly adjustedR2: number
  readonly n: number
  /** Lags of the standard errors; `undefined` where errors are taken to be independent. */
  readonly lags: number | undefined
}

interface Centred {
  readonly mean: number
  readonly scale: number
  /** (x − mean) / scale, of length 1. */
  readonly values: Float64Array
}

/**
 * Regresses y on an intercept and regressors, each a column as long as y. `undefined` where there is nothing to say: fewer observations than
 * coefficients and one more, a value that is not finite, y or a regressor without variance, a regressor that is a combination of others.
 *
 * Columns are centred and made orthonormal, never squared, so that a regressor far from zero or in small units loses no digits. Standard errors
 * under `hac` have no correction for small samples.
 */
export function ols(y: ArrayLike<number>, regressors: readonly ArrayLike<number>[], { hac }: OlsOptions = {}): Regression | undefined {
  const n = y.length
  const degrees = n - regressors.length - 1
  if (degrees < 1) return undefined
  const target = centred(y)
  const columns = regressors.map(centred)
  if (target === undefined || !columns.every((column) => column !== undefined)) return undefined
  const factors = qrOf(columns.map(({ values }) => values))
  if (factors === undefined) return undefined

  const along = factors.q.map((direction) => dot(direction, target.values))
  const slopes = solveUpper(factors.r, along)
  const residuals = Float64Array.from(target.values)
  for (const [at, direction] of factors.q.entries()) for (let i = 0; i < n; i++) residuals[i]! -= along[at]! * direction[i]!
  const unexplained = dot(residuals, residuals)

  // In the basis of a constant column and the orthonormal ones, XᵀX is n and ones, and a covariance is sandwiched by what leads back.
  const constant = new Float64Array(n).fill(1 / Math.sqrt(n))
  const basis = [constant, ...factors.q]
  const lags = hac === 'auto' ? neweyWestLag(n) : hac
  const middle =
    lags === undefined
      ? basis.map((_, at) => Float64Array.from(basis, (_other, other) => (at === other ? unexplained / degrees : 0)))
      : longRunCovariance(
          basis.map((direction) => direction.map((value, i) => value * residuals[i]!)),
          lags,
        )

  const coefficients = [target.mean, ...columns.map(({ scale }, at) => (slopes[at]! / scale) * target.scale)]
  for (const [at, { mean }] of columns.entries()) coefficients[0]! -= coefficients[at + 1]! * mean
  const se = columns.map(({ scale }, at) => (spread(middle, slopeWeights(factors.r, at)) * target.scale) / scale)
  se.unshift(spread(middle, interceptWeights(factors.r, columns, n)) * target.scale)

  const r2 = Math.min(1, Math.max(0, 1 - unexplained))
  return {
    coefficients,
    se,
    t: coefficients.map((coefficient, at) => (se[at]! > 0 ? coefficient / se[at]! : undefined)),
    r2,
    adjustedR2: 1 - ((1 - r2) * (n - 1)) / degrees,
    n,
    lags,
  }
}

/** What a fit says of one row of regressors. */
export function predict({ coefficients }: Regression, row: ArrayLike<number>): number {
  let value = coefficients[0]!
  for (let at = 0; at < row.length; at++) value += coefficients[at + 1]! * row[at]!
  return value
}

/** Weights in the orthonormal basis of the slope of one scaled regressor: a row of R⁻¹. */
function slopeWeights(r: readonly Float64Array[], at: number): Float64Array {
  const unit = new Float64Array(r.length)
  unit[at] = 1
  return Float64Array.of(0, ...solveLower(r, unit))
}

/** Weights of the intercept: the mean of y, less each slope at the mean of its regressor. */
function interceptWeights(r: readonly Float64Array[], columns: readonly Centred[], n: number): Float64Array {
  const weights = solveLower(
    r,
    columns.map(({ mean, scale }) => -mean / scale),
  )
  return Float64Array.of(1 / Math.sqrt(n), ...weights)
}

function spread(covariance: readonly Float64Array[], weights: Float64Array): number {
  let sum = 0
  for (let a = 0; a < weights.length; a++) for (let b = 0; b < weights.length; b++) sum += weights[a]! * covariance[a]![b]! * weights[b]!
  return Math.sqrt(Math.max(0, sum))
}

/** `undefined` for a column without variance, or with a value that is not finite. */
function centred(column: ArrayLike<number>): Centred | undefined {
  const n = column.length
  let sum = 0
  let largest = 0
  for (let i = 0; i < n; i++) {
    sum += column[i]!
    largest = Math.max(largest, Math.abs(column[i]!))
  }
  const rough = sum / n
  if (!Number.isFinite(rough)) return undefined
  let correction = 0
  for (let i = 0; i < n; i++) correction += column[i]! - rough
  const mean = rough + correction / n
  const values = Float64Array.from({ length: n }, (_, i) => column[i]! - mean)
  const scale = Math.sqrt(dot(values, values))
  // A constant is off its own rounded mean by less than this.
  if (!(scale > 1e-14 * largest * Math.sqrt(n))) return undefined
  for (let i = 0; i < n; i++) values[i]! /= scale
  return { mean, scale, values }
}
