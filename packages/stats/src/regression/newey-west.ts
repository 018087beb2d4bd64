/** The lag of Newey and West for `n` observations: ⌊4(n/100)^(2/9)⌋. @see Newey, West (1994), https://doi.org/10.2307/2297912 */
export function neweyWestLag(n: number): number {
  // Compared in whole ninth powers, so that no machine rounds the root to the other side of a whole number.
  const squared = (n / 100) * (n / 100)
  let lag = 0
  while (ninthPower((lag + 1) / 4) <= squared) lag += 1
  return lag
}

/** Bartlett's weight of a lag: falls in a line to zero at `lags` + 1, so that a variance is never negative. */
export function bartlett(lag: number, lags: number): number {
  return 1 - lag / (lags + 1)
}

/**
 * The long-run covariance of rows of scores, summed over rows: Γ₀ + Σ w(l)(Γₗ + Γₗᵀ). `scores` is by column; each is taken to have mean zero.
 *
 * @see Newey, West (1987), "A Simple, Positive Semi-Definite, Heteroskedasticity and Autocorrelation Consistent Covariance Matrix", https://doi.org/10.2307/1913610
 */
export function longRunCovariance(scores: readonly Float64Array[], lags: number): Float64Array[] {
  const covariance = scores.map(() => new Float64Array(scores.length))
  for (let a = 0; a < scores.length; a++) {
    for (let b = 0; b <= a; b++) {
      let sum = crossSum(scores[a]!, scores[b]!, 0)
      const most = Math.min(lags, scores[a]!.length - 1)
      for (let lag = 1; lag <= most; lag++) {
        sum += bartlett(lag, lags) * (crossSum(scores[a]!, scores[b]!, lag) + crossSum(scores[b]!, scores[a]!, lag))
      }
      covariance[a]![b] = sum
      covariance[b]![a] = sum
    }
  }
  return covariance
}

function crossSum(later: Float64Array, earlier: Float64Array, lag: number): number {
  let sum = 0
  for (let i = lag; i < later.length; i++) sum += later[i]! * earlier[i - lag]!
  return sum
}

function ninthPower(x: number): number {
  const cubed = x * x * x
  return cubed * cubed * cubed
}
