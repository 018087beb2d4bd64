import type { ImpactBar } from './impact-bars.ts'
import { type Line, lineThrough } from './line.ts'

/**
 * Kyle's lambda: what a unit of base bought more than sold moves the mid, in quote currency, as the slope of a line through bars (of a minute
 * by convention); `undefined` under three bars, and where nothing was traded.
 *
 * @see Kyle (1985), "Continuous Auctions and Insider Trading", https://doi.org/10.2307/1913210
 */
export function kyleLambda(bars: readonly ImpactBar[]): Line | undefined {
  return lineThrough(
    bars.map(({ signedVolume }) => signedVolume),
    bars.map(({ midChange }) => midChange),
  )
}

/**
 * Hasbrouck's lambda: the log return for each square root of notional bought more than sold, as the slope of a line through bars (of five
 * minutes by convention); `undefined` under three bars, and where nothing was traded.
 *
 * @see Hasbrouck (2009), "Trading Costs and Returns for U.S. Equities", https://doi.org/10.1111/j.1540-6261.2009.01469.x
 */
export function hasbrouckLambda(bars: readonly ImpactBar[]): Line | undefined {
  return lineThrough(
    bars.map(({ signedRootNotional }) => signedRootNotional),
    bars.map(({ logReturn }) => logReturn),
  )
}

/**
 * Amihud's illiquidity: the mean of |log return| per unit of quote currency traded, over the bars in which something was; `undefined` where
 * nothing was.
 *
 * @see Amihud (2002), "Illiquidity and Stock Returns", https://doi.org/10.1016/S1386-4181(01)00024-6
 */
export function amihud(bars: readonly ImpactBar[]): number | undefined {
  const traded = bars.filter(({ notional }) => notional > 0)
  if (traded.length === 0) return undefined
  return traded.reduce((sum, { logReturn, notional }) => sum + Math.abs(logReturn) / notional, 0) / traded.length
}

/** Realised volatility: the root of the sum of squared log returns, over bars (of a minute by convention); `undefined` where there is none. */
export function realisedVolatility(bars: readonly Pick<ImpactBar, 'logReturn'>[]): number | undefined {
  return bars.length === 0 ? undefined : Math.sqrt(bars.reduce((sum, { logReturn }) => sum + logReturn * logReturn, 0))
}
