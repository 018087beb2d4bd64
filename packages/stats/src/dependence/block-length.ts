import { autocorrelations } from './autocorrelation.ts'

/**
 * The mean block of a stationary bootstrap that suits a series: longer the longer its memory, at least 1; `undefined` where the values do not
 * vary or are fewer than ten.
 *
 * @see Politis, White (2004), https://doi.org/10.1081/ETC-120028836, corrected by Patton, Politis, White (2009), https://doi.org/10.1080/07474930802459016
 */
export function meanBlockLength(xs: ArrayLike<number>): number | undefined {
  const n = xs.length
  if (n < 10) return undefined
  const quietLags = Math.max(5, Math.ceil(Math.sqrt(Math.log10(n))))
  const most = Math.min(n - 1, Math.ceil(Math.sqrt(n)) + quietLags)
  const rho = autocorrelations(xs, most)
  if (rho === undefined) return undefined
  const bandwidth = Math.min(2 * lastLoudLag(rho, { quietLags, loud: 2 * Math.sqrt(Math.log10(n) / n) }), most)
  // In units of the variance, which cancels.
  let spectrum = 1
  let slope = 0
  for (let lag = 1; lag <= bandwidth; lag++) {
    const weight = flatTop(lag / bandwidth)
    spectrum += 2 * weight * rho[lag - 1]!
    slope += 2 * weight * lag * rho[lag - 1]!
  }
  const longest = Math.ceil(Math.min(3 * Math.sqrt(n), n / 3))
  const block = Math.cbrt(((slope * slope) / (spectrum * spectrum)) * n)
  return Math.min(longest, Math.max(1, block))
}

/** The lag before the first run of quiet ones, all of whose autocorrelations could be chance. */
function lastLoudLag(rho: Float64Array, { quietLags, loud }: { readonly quietLags: number; readonly loud: number }): number {
  let quiet = 0
  for (let lag = 1; lag <= rho.length; lag++) {
    quiet = Math.abs(rho[lag - 1]!) < loud ? quiet + 1 : 0
    if (quiet === quietLags) return Math.max(1, lag - quietLags)
  }
  for (let lag = rho.length; lag > 0; lag--) if (Math.abs(rho[lag - 1]!) >= loud) return lag
  return 1
}

function flatTop(share: number): number {
  return share <= 0.5 ? 1 : Math.max(0, 2 * (1 - share))
}
