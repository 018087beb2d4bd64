/** The three prices that sum up a profile, in quote currency. */
export interface ProfileLevels {
  /** Point of control: where the most volume traded. */
  readonly poc: number
  /** Value area high. */
  readonly vah: number
  /** Value area low. */
  readonly val: number
}

/** What the place of a price in the profile suggests. That it predicts anything is a claim to be tested. */
export interface ProfileBias {
  readonly bias: 'BULLISH' | 'BEARISH' | 'NEUTRAL'
  readonly strength: 'strong' | 'moderate' | 'weak'
  readonly reason: string
}

/**
 * Where a price stands in the profile: its distance from the point of control over that of the value area's edge on its
 * side, so that 0 is the point of control and ±1 are the edges. Where the point of control is itself the edge, every price beyond it is
 * outside, by its distance in widths of the other side. `undefined` where the value area has no width at all.
 */
export function profilePosition(price: number, { poc, vah, val }: ProfileLevels): number | undefined {
  if (!(vah > val)) return undefined
  if (price === poc) return 0
  const sign = price < poc ? -1 : 1
  const [own, other] = sign < 0 ? [poc - val, vah - poc] : [vah - poc, poc - val]
  const distance = Math.abs(price - poc)
  return sign * (own > 0 ? distance / own : 1 + distance / other)
}

/** The bias of a position in the profile: neutral up to the edges of the value area, and strongly so at the point of control. */
export function profileBias(position: number): ProfileBias {
  const distance = Math.abs(position)
  if (distance <= 0.1) return { bias: 'NEUTRAL', strength: 'strong', reason: 'Price at POC (fair value)' }
  if (distance <= 1) return { bias: 'NEUTRAL', strength: 'weak', reason: 'Price inside the value area' }
  const strength = distance <= 1.5 ? 'moderate' : 'strong'
  return position > 0
    ? { bias: 'BULLISH', strength, reason: 'Price above the value area' }
    : { bias: 'BEARISH', strength, reason: 'Price below the value area' }
}
