import type { FeatureReading } from '../features/features.ts'
import type { Side } from '../market.ts'
import type { Wall } from '../whale/wall.ts'
import { known, unknown } from './reading.ts'

/** Notional of the largest wall of each side, 0 where there is none. */
export function wallFeatures(walls: readonly Wall[], noDollars: string | undefined): Record<'wallBid' | 'wallAsk', FeatureReading> {
  if (noDollars !== undefined) return { wallBid: unknown(noDollars), wallAsk: unknown(noDollars) }
  const largest = (side: Side): FeatureReading =>
    known(walls.reduce((most, wall) => (wall.side === side ? Math.max(most, wall.notional) : most), 0))
  return { wallBid: largest('bid'), wallAsk: largest('ask') }
}
