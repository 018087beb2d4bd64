/** An order imbalance in words: balanced within ±0.05. */
export function imbalanceLabel(value: number): string {
  return threeWay(value, 0.05, ['more asks', 'balanced', 'more bids'])
}

/** A depth imbalance in words: balanced within ±0.05. */
export function depthLabel(value: number): string {
  return threeWay(value, 0.05, ['ask resistance', 'balanced', 'bid support'])
}

/** Depth-normalised OFI in words: neutral up to `neutralTo` on either side, increasing when it is also beyond the window before. */
export function ofiLabel(value: number, before: number | undefined, neutralTo: number): string {
  const label = threeWay(value, neutralTo, ['selling pressure', 'neutral', 'buying pressure'])
  const increasing = before !== undefined && (value > 0 ? value > before : value < before)
  return label !== 'neutral' && increasing ? `${label}, increasing` : label
}

/** OFI momentum in words: neutral within ±0.10. */
export function momentumLabel(value: number): string {
  return threeWay(value, 0.1, ['selling', 'neutral', 'buying'])
}

/** Buy pressure in per cent in words: neutral from 35 to 65. */
export function pressureLabel(value: number): string {
  return threeWay(value - 50, 15, ['selling', 'neutral', 'buying'])
}

/** The deviation of price from VWAP, in per cent, in words: at fair value within ±0.10 %. */
export function deviationLabel(value: number): string {
  return threeWay(value, 0.1, ['below fair value', 'at fair value', 'above fair value'])
}

/** 100·(price − vwap) / vwap. */
export function deviationPct(price: number, vwap: number): number {
  return (100 * (price - vwap)) / vwap
}

/** A spread in words: good up to 10 bps, moderate up to 25. */
export function spreadLabel(bps: number): string {
  if (bps <= 10) return 'good'
  return bps <= 25 ? 'moderate' : 'poor'
}

/** Where a price stands in the profile, with x in half-widths of the value area. */
export interface ProfileBias {
  readonly bias: 'BULLISH' | 'BEARISH' | 'NEUTRAL'
  readonly strength: 'strong' | 'moderate' | 'weak'
  readonly reason: string
}

/** The bias of a position in the profile. */
export function profileBias(x: number): ProfileBias {
  const size = Math.abs(x)
  if (size <= 0.1) return { bias: 'NEUTRAL', strength: 'strong', reason: 'Price at POC (fair value)' }
  if (size <= 1) return { bias: 'NEUTRAL', strength: 'weak', reason: 'Price inside the value area' }
  const strength = size <= 1.5 ? 'moderate' : 'strong'
  return x > 0
    ? { bias: 'BULLISH', strength, reason: 'Price above the value area' }
    : { bias: 'BEARISH', strength, reason: 'Price below the value area' }
}

function threeWay(value: number, width: number, [low, middle, high]: readonly [string, string, string]): string {
  if (value > width) return high
  return value < -width ? low : middle
}
