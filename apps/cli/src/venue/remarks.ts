import type { VenueOrigin } from '@of/tape'
import type { Host } from '../host.ts'
import { counted } from '../render/numbers.ts'

/** Says beside the result what of recordings was left out or made up for. */
export function remarkOrigin(
  { auctionTrades, inferredSides, sidelessTrades, skippedLines }: VenueOrigin,
  { remark }: Pick<Host, 'remark'>,
): void {
  if (skippedLines > 0) remark(`${counted(skippedLines, 'line')} of unknown kinds passed over`)
  if (inferredSides > 0) remark(`${counted(inferredSides, 'trade')} without a side: inferred by the tick rule`)
  if (sidelessTrades > 0) remark(`${counted(sidelessTrades, 'trade')} left out: without a side, before any price change to infer it from`)
  if (auctionTrades > 0) remark(`${counted(auctionTrades, 'auction')} left out: nobody is the aggressor of one`)
}
