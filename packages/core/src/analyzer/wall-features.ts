import type { FeatureReading } from '../features/features.ts'
import type { Side } from '../market.ts'
import type { Wall } from '../whale/wall.ts'
import { known, unknown } from './reading.ts'

/** Notional of the largest wall of each side, 0 where there is none; nothing where walls cannot be told. */
export function wallFeatures(walls: readonly Wall[], whyNot: string | undefined): Record<'wallBid' | 'wallAsk', FeatureReading> {
  if (whyNot !== undefined) return { wallBid: unknown(whyNot), wallAsk: unknown(whyNot) }
  const largest = (side: Side): FeatureReading =>
    known(walls.reduce((most, wall) => (wall.side === side ? Math.max(most, wall.notional) : most), 0))
  return { wallBid: largest('bid'), wallAsk: largest('ask') }
}
