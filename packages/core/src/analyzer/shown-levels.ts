import { edgeOf } from '../book/depth.ts'
import type { Ladder } from '../book/ladder.ts'
import type { OrderBook } from '../book/order-book.ts'
import { featureNames, type FeatureName } from '../features/feature-table.ts'
import type { FeatureSnapshot } from '../features/features.ts'
import { recordOf } from '../features/record-of.ts'
import type { Side } from '../market.ts'
import { unknown } from './reading.ts'

/** How many levels of each side a feature counts, where that is a fixed number. */
const COUNTED: Partial<Readonly<Record<FeatureName, number>>> = { imbalance10: 10, bookSlope: 5 }

/** The same of features that pass over dust. */
const COUNTED_WITHOUT_DUST: Partial<Readonly<Record<FeatureName, number>>> = {
  orderImbalance: 10,
  orderImbalanceSkipped: 10,
  orderImbalanceMean: 10,
  orderImbalanceRank: 10,
  ...Object.fromEntries(Array.from({ length: 10 }, (_, at) => [`deepOfi${at + 1}`, at + 1])),
}

/** How far from mid a feature looks, in basis points, and on which sides. */
const REACHING: Partial<Readonly<Record<FeatureName, readonly [bps: number, ...sides: readonly Side[]]>>> = {
  depthBid5: [5, 'bid'],
  depthAsk5: [5, 'ask'],
  depthBid10: [10, 'bid'],
  depthAsk10: [10, 'ask'],
  depthBid25: [25, 'bid'],
  depthAsk25: [25, 'ask'],
  depthBid50: [50, 'bid'],
  depthAsk50: [50, 'ask'],
  depthImbalance10: [10, 'bid', 'ask'],
  depthImbalanceShell: [10, 'bid', 'ask'],
  // What it is ranked among was sampled over a day in which the levels shown did not always reach as far.
  depthImbalanceRank: [Infinity, 'bid', 'ask'],
  wallBid: [50, 'bid'],
  wallAsk: [50, 'ask'],
}

/** What is shown of a book. */
export interface ShownLevels {
  readonly book: OrderBook
  /** So many levels of each side, and nothing of what rests behind them. */
  readonly shown: number
  /** Levels under this notional are dust, in quote currency. */
  readonly dust: number
}

/** Takes the value from every feature that needs more of the book than is shown. */
export function withinShown(features: FeatureSnapshot, { book, dust, shown }: ShownLevels): FeatureSnapshot {
  const mid = features.mid.value
  if (mid === null) return features
  const cleanShown = Math.min(...[book.bids, book.asks].map((ladder) => (ladder.depth < shown ? Infinity : countWithoutDust(ladder, dust))))
  return recordOf(featureNames, (name) => {
    if ((COUNTED[name] ?? 0) > shown) return unknown(`${levelsText(shown)}, expected ${COUNTED[name]}`)
    const wanted = COUNTED_WITHOUT_DUST[name] ?? 0
    if (wanted > cleanShown) return unknown(`${levelsText(shown)}, expected ${wanted}${cleanShown < shown ? ' without dust' : ''}`)
    const [bps, ...sides] = REACHING[name] ?? [0]
    if (sides.every((side) => reaches(side === 'bid' ? book.bids : book.asks, { side, shown, mid, bps }))) return features[name]
    return unknown(bps === Infinity ? levelsText(shown) : `${levelsText(shown)}, which end within ${bps} bps of mid`)
  })
}

function countWithoutDust(ladder: Ladder, dust: number): number {
  let count = 0
  ladder.walk((price, size) => {
    if (price * size >= dust) count += 1
    return true
  })
  return count
}

interface Reach {
  readonly side: Side
  readonly shown: number
  readonly mid: number
  readonly bps: number
}

/** Whether everything of a side up to a distance is shown: there is no more of it, or its last level is that far away. */
function reaches(ladder: Ladder, { bps, mid, shown, side }: Reach): boolean {
  const last = ladder.depth < shown ? undefined : ladder.at(ladder.depth - 1)
  if (last === undefined) return bps < Infinity
  return side === 'bid' ? last.price <= edgeOf('bid', mid, bps) : last.price >= edgeOf('ask', mid, bps)
}

function levelsText(shown: number): string {
  return `the book shows ${shown} ${shown === 1 ? 'level' : 'levels'} a side`
}
