import type { Side } from '../market.ts'
import { BALANCED, contrast } from './contrast.ts'
import { Ladder } from './ladder.ts'
import type { BookView, LevelSource } from './levels.ts'

/** Size resting on either side, in base units. */
export interface Depth {
  readonly bid: number
  readonly ask: number
}

/** What a depth imbalance says in words. */
export type DepthLabel = 'bid support' | 'ask resistance' | 'balanced'

/** The price of a side at a distance from mid; a level there is still within that distance. */
export function edgeOf(side: Side, midPrice: number, bps: number): number {
  const distance = (midPrice * bps) / 1e4
  return side === 'bid' ? midPrice - distance : midPrice + distance
}

/** Size resting within a distance of mid, its edge included. */
export function depthWithin(book: BookView, midPrice: number, bps: number): Depth {
  return depthBands(book, midPrice, [bps])[0]!
}

/** Size resting within each of several distances of mid, which ascend; each includes those before it. One walk a side. */
export function depthBands(book: BookView, midPrice: number, bps: readonly number[]): Depth[] {
  const bids = cumulative(shells(book.bids, 'bid', midPrice, bps))
  const asks = cumulative(shells(book.asks, 'ask', midPrice, bps))
  return bids.map((bid, i) => ({ bid, ask: asks[i]! }))
}

/** Size resting farther from mid than `fromBps`, up to and at `toBps`. */
export function depthShell(book: BookView, midPrice: number, fromBps: number, toBps: number): Depth {
  const between = [fromBps, toBps]
  return { bid: shells(book.bids, 'bid', midPrice, between)[1]!, ask: shells(book.asks, 'ask', midPrice, between)[1]! }
}

/** (bid − ask) / (bid + ask), from −1 to 1; `undefined` when nothing rests on either side. */
export function depthImbalance(depth: Depth): number | undefined {
  return contrast(depth.bid, depth.ask)
}

/** A depth imbalance in words: beyond ±0.05 one side has more. */
export function depthLabel(value: number): DepthLabel {
  if (value > BALANCED) return 'bid support'
  return value < -BALANCED ? 'ask resistance' : 'balanced'
}

/** Size resting up to and at each distance from mid, beyond the one before it. */
function shells(levels: LevelSource, side: Side, midPrice: number, bps: readonly number[]): number[] {
  bps.forEach((distance, i) => {
    if (i > 0 && !(distance > bps[i - 1]!)) throw new RangeError(`depth: bps must ascend, were ${bps.join(', ')}`)
  })
  const outward = side === 'bid' ? -1 : 1
  const edges = bps.map((distance) => edgeOf(side, midPrice, distance))
  const sizes = bps.map(() => 0)
  if (levels instanceof Ladder && edges.length > 0) {
    levels.addUp(edges, sizes)
    return sizes
  }
  let shell = 0
  levels.walk((price, size) => {
    while (shell < edges.length && outward * (price - edges[shell]!) > 0) shell += 1
    if (shell === edges.length) return false
    sizes[shell]! += size
    return true
  })
  return sizes
}

function cumulative(sizes: readonly number[]): number[] {
  let sum = 0
  return sizes.map((size) => (sum += size))
}
