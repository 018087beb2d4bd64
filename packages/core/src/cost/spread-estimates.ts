/** A spread that was not seen but estimated from prices. */
export interface RollSpread {
  /** Quote currency; 0 where neighbouring changes do not go against each other. */
  readonly spread: number
  /** Autocovariance of neighbouring changes, in squared quote currency. */
  readonly autocovariance: number
}

/**
 * Roll's spread: what prints bounce between two quotes show of it, 2·√−cov of neighbouring price changes; `undefined` under three prices.
 *
 * @see Roll (1984), "A Simple Implicit Measure of the Effective Bid-Ask Spread", https://doi.org/10.1111/j.1540-6261.1984.tb03897.x
 */
export function rollSpread(prices: readonly number[]): RollSpread | undefined {
  const pairs = prices.length - 2
  if (pairs < 1) return undefined
  const change = (at: number): number => prices[at + 1]! - prices[at]!
  const meanBefore = (prices[pairs]! - prices[0]!) / pairs
  const meanAfter = (prices[pairs + 1]! - prices[1]!) / pairs
  let sum = 0
  for (let at = 0; at < pairs; at++) sum += (change(at + 1) - meanAfter) * (change(at) - meanBefore)
  const autocovariance = sum / pairs
  return { spread: autocovariance < 0 ? 2 * Math.sqrt(-autocovariance) : 0, autocovariance }
}

/** A relative spread that was estimated from highs and lows. */
export interface CorwinSchultzSpread {
  /** Share of the price: the mean over neighbouring bars, negative estimates taken for 0. */
  readonly spread: number
  /** The same with negative estimates as they are. */
  readonly unclipped: number
}

/**
 * Corwin and Schultz's spread: highs are bought and lows are sold, so that the range of one bar holds the spread once and that of two bars
 * holds it once too, but twice the variance. `undefined` under two bars.
 *
 * @see Corwin, Schultz (2012), "A Simple Way to Estimate Bid-Ask Spreads from Daily High and Low Prices", https://doi.org/10.1111/j.1540-6261.2012.01729.x
 */
export function corwinSchultz(bars: readonly { readonly high: number; readonly low: number }[]): CorwinSchultzSpread | undefined {
  const pairs = bars.length - 1
  if (pairs < 1) return undefined
  let clipped = 0
  let unclipped = 0
  for (let at = 0; at < pairs; at++) {
    const spread = pairSpread(bars[at]!, bars[at + 1]!)
    clipped += Math.max(0, spread)
    unclipped += spread
  }
  return { spread: clipped / pairs, unclipped: unclipped / pairs }
}

const DENOMINATOR = 3 - 2 * Math.SQRT2

function pairSpread(
  first: { readonly high: number; readonly low: number },
  second: { readonly high: number; readonly low: number },
): number {
  const beta = squaredRange(first.high, first.low) + squaredRange(second.high, second.low)
  const gamma = squaredRange(Math.max(first.high, second.high), Math.min(first.low, second.low))
  const alpha = (Math.sqrt(2 * beta) - Math.sqrt(beta)) / DENOMINATOR - Math.sqrt(gamma / DENOMINATOR)
  const growth = Math.exp(alpha)
  return (2 * (growth - 1)) / (1 + growth)
}

function squaredRange(high: number, low: number): number {
  const range = Math.log(high / low)
  return range * range
}
