import type { TopLevels } from '../../book/top-levels.ts'
import type { Quote, Trade } from '../../market.ts'
import { type GoldenRow, goldenStream, replayGolden } from '../../testing/golden-stream.ts'

const replay = replayGolden(goldenStream())

/** The best quotes of the golden stream, the snapshot's first. */
export const goldenQuotes: readonly Quote[] = replay.rows.map(({ timeUs, bids, asks }) => ({
  timeUs,
  bidPrice: bids[0]!.price,
  bidSize: bids[0]!.size,
  askPrice: asks[0]!.price,
  askSize: asks[0]!.size,
}))

/** The five best levels of the golden stream, the snapshot's first. */
export const goldenTops: readonly TopLevels[] = replay.rows.map(topOf)

/** The trades of the golden stream. */
export const goldenTrades: readonly Trade[] = replay.trades.map(({ trade }) => trade)

function topOf({ bids, asks }: Pick<GoldenRow, 'bids' | 'asks'>): TopLevels {
  return topFrom(
    bids.map(({ price, size }) => [price, size]),
    asks.map(({ price, size }) => [price, size]),
  )
}

/** Best levels of two sides, given best first. */
export function topFrom(
  bids: readonly (readonly [price: number, size: number])[],
  asks: readonly (readonly [price: number, size: number])[],
): TopLevels {
  return {
    capacity: Math.max(bids.length, asks.length, 1),
    bidCount: bids.length,
    askCount: asks.length,
    bidPrices: Float64Array.from(bids, ([price]) => price),
    bidSizes: Float64Array.from(bids, ([, size]) => size),
    askPrices: Float64Array.from(asks, ([price]) => price),
    askSizes: Float64Array.from(asks, ([, size]) => size),
    bidTaken: sizeOf(bids),
    askTaken: sizeOf(asks),
    changedFrom: 0,
  }
}

function sizeOf(levels: readonly (readonly [price: number, size: number])[]): number {
  return levels.reduce((sum, [, size]) => sum + size, 0)
}
