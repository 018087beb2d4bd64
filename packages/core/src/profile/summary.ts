import { type ProfileBias, profileBias, type ProfileLevels, profilePosition } from './bias.ts'
import { highVolumeNodes, lowVolumeNodes, type Node } from './nodes.ts'
import { valueArea } from './value-area.ts'
import type { VolumeProfile } from './volume-profile.ts'

/** A profile in a few prices, and where a price stands in it. */
export interface ProfileSummary extends ProfileLevels {
  /** Share of the volume that the value area holds, from 0 to 1. */
  readonly share: number
  /** Where the price stands; absent without a price, or where the value area has no width. */
  readonly position?: number
  readonly bias?: ProfileBias
  /** High volume nodes, strongest first. */
  readonly hvn: readonly Node[]
  /** Low volume nodes, strongest first. */
  readonly lvn: readonly Node[]
}

/**
 * Sums up a profile. In rows of ticks the value area ends at the prices of rows, and low volume nodes are looked for
 * between high ones; in bins it ends at their outer edges, and they are looked for everywhere.
 */
export function summariseProfile(profile: VolumeProfile, price?: number): ProfileSummary {
  const { rows, rule } = profile
  // A profile has volume, or there is none.
  const area = valueArea(rows.map(({ volume }) => volume))!
  const low = rows[area.low]!
  const high = rows[area.high]!
  const levels =
    rule === 'bins'
      ? { poc: rows[area.poc]!.price, vah: high.high, val: low.low }
      : { poc: rows[area.poc]!.price, vah: high.price, val: low.price }
  const position = price === undefined ? undefined : profilePosition(price, levels)
  return {
    ...levels,
    share: area.share,
    ...(position === undefined ? {} : { position, bias: profileBias(position) }),
    hvn: highVolumeNodes(profile),
    lvn: lowVolumeNodes(profile, { between: rule === 'ticks' }),
  }
}
