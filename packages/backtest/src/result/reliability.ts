import type { Us } from '@of/core'
import { meanOf, wilson } from '@of/stats'
import type { ReliabilityBin } from './result.ts'

/** A score, and the move of mid that followed, in basis points; `null` where it could not be priced. */
export interface ScoredMove {
  readonly product: string
  readonly timeUs: Us
  /** Hundredths; positive for LONG. */
  readonly net: number
  readonly bps: number | null
}

/** Width of a bin in hundredths of score. What is beyond the last edge is in the last bin. */
const WIDTH = 20
const BINS = 5

/**
 * What came of scores by their size: how often mid went the way of the sign. Moves overlap where a score is told more often than the horizon is long, so
 * that intervals are of no more observations than there are stretches of that length with one in them.
 */
export function reliabilityOf(moves: readonly ScoredMove[], horizonUs: Us): ReliabilityBin[] {
  const bins = Array.from({ length: BINS }, (): ScoredMove[] => [])
  for (const move of moves) bins[Math.min(BINS - 1, Math.floor(Math.abs(move.net) / WIDTH))]?.push(move)
  return bins.flatMap((own, at) => {
    if (own.length === 0) return []
    const moved = own.filter(({ bps }) => bps !== null && bps !== 0)
    const n = moved.length
    const wins = moved.filter(({ bps, net }) => (bps ?? 0) * net > 0).length
    const independent = new Set(moved.map(({ product, timeUs }) => `${product} ${Math.floor(timeUs / horizonUs)}`)).size
    const interval = n === 0 ? undefined : wilson((wins / n) * independent, independent)
    return {
      horizonUs,
      from: at * WIDTH,
      to: (at + 1) * WIDTH,
      meanScore: meanOf(own.map(({ net }) => Math.abs(net))),
      scores: own.length,
      unpriced: own.filter(({ bps }) => bps === null).length,
      unmoved: own.filter(({ bps }) => bps === 0).length,
      n,
      independent,
      wins,
      winShare: n === 0 ? null : wins / n,
      low: interval?.low ?? null,
      high: interval?.high ?? null,
    }
  })
}
