import type { Regression } from './ols.ts'

/**
 * R² on observations that a fit has not seen: 1 − Σ(y − predicted)² / Σ(y − mean of the training observations)². Negative where the fit
 * predicts worse than that mean; `undefined` where the mean is never wrong.
 *
 * @see Campbell, Thompson (2008), "Predicting Excess Stock Returns Out of Sample", https://doi.org/10.1093/rfs/hhm055
 */
export function outOfSampleR2(
  y: ArrayLike<number>,
  predicted: ArrayLike<number>,
  trainingMean: ArrayLike<number> | number,
): number | undefined {
  let missed = 0
  let spread = 0
  for (let i = 0; i < y.length; i++) {
    const mean = typeof trainingMean === 'number' ? trainingMean : trainingMean[i]!
    missed += (y[i]! - predicted[i]!) * (y[i]! - predicted[i]!)
    spread += (y[i]! - mean) * (y[i]! - mean)
  }
  return spread > 0 ? 1 - missed / spread : undefined
}

/** R² that pure noise is expected to give k regressors over n observations: k / (n − 1). */
export function noiseR2(regressors: number, n: number): number | undefined {
  return n > 1 ? Math.min(1, regressors / (n - 1)) : undefined
}

/** Share of what a smaller fit leaves unexplained that the larger one explains; `undefined` where it leaves nothing. */
export function partialR2(larger: Pick<Regression, 'r2'>, smaller: Pick<Regression, 'r2'>): number | undefined {
  return smaller.r2 < 1 ? Math.max(0, (larger.r2 - smaller.r2) / (1 - smaller.r2)) : undefined
}
