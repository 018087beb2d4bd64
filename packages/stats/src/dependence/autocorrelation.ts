import { isSpread, meanOf } from '../moments/moments.ts'

/** Autocorrelations at lags 1 … `lags`, each over the whole variance; `undefined` where the values do not vary or are too few. */
export function autocorrelations(xs: ArrayLike<number>, lags: number): Float64Array | undefined {
  const n = xs.length
  if (n < 2 || lags > n - 1) return undefined
  const mean = meanOf(xs)
  const off = Float64Array.from({ length: n }, (_, i) => xs[i]! - mean)
  const variance = crossSum(off, 0)
  if (!isSpread(variance / n, mean)) return undefined
  return Float64Array.from({ length: lags }, (_, i) => crossSum(off, i + 1) / variance)
}

/** The lag up to which autocorrelation is looked at unless told otherwise: 10·log₁₀(n), at most n − 1. @see R, `acf` */
export function defaultLags(n: number): number {
  return Math.max(0, Math.min(n - 1, Math.floor(10 * Math.log10(n))))
}

/** Standard errors above zero at which one of the first two autocorrelations is no longer taken for chance: one in twenty together. */
const LOUD = 1.96

/**
 * How many independent observations would know the mean as well: n / (1 + 2 Σ ρ), over pairs of lags for as long as a pair's sum is above zero.
 * n where neither of the first two autocorrelations is more than chance gives, and never above n: what looks like dependence, either way, may be
 * chance. 0 of nothing, n where the values do not vary.
 *
 * @see Geyer (1992), "Practical Markov Chain Monte Carlo", initial positive sequence, https://doi.org/10.1214/ss/1177011137
 */
export function effectiveN(xs: ArrayLike<number>): number {
  const n = xs.length
  const rho = autocorrelations(xs, defaultLags(n))
  if (rho === undefined || !(Math.max(rho[0] ?? 0, rho[1] ?? 0) > LOUD / Math.sqrt(n))) return n
  // Γ₀ = ρ₀ + ρ₁, Γ₁ = ρ₂ + ρ₃, …, and the sum of all of them twice is 1 + the inflation.
  let pairs = 1 + (rho[0] ?? 0)
  let before = pairs
  for (let lag = 1; pairs > 0 && lag + 1 < rho.length; lag += 2) {
    const pair = Math.min(before, rho[lag]! + rho[lag + 1]!)
    if (pair <= 0) break
    pairs += pair
    before = pair
  }
  return n / Math.max(1, 2 * pairs - 1)
}

/** How many equal weights are worth as much as these: (Σw)² / Σw²; `undefined` where all are zero. @see Kish (1965), "Survey Sampling" */
export function kish(weights: ArrayLike<number>): number | undefined {
  let sum = 0
  let squares = 0
  for (let i = 0; i < weights.length; i++) {
    sum += weights[i]!
    squares += weights[i]! * weights[i]!
  }
  return squares > 0 ? (sum * sum) / squares : undefined
}

function crossSum(off: Float64Array, lag: number): number {
  let sum = 0
  for (let i = lag; i < off.length; i++) sum += off[i]! * off[i - lag]!
  return sum
}
