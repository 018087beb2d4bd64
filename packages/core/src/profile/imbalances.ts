import type { Aggressor } from '../market.ts'
import type { FootprintRow } from './footprint.ts'
import { tickIndex } from './tick.ts'

/** One side of a footprint outweighing the other across the spread. */
export interface DiagonalImbalance {
  readonly aggressor: Aggressor
  /** The price at which that side traded: the ask for buyers, the bid for sellers. */
  readonly price: number
  /** What it traded there, in base units. */
  readonly volume: number
  /** What the other side traded one tick across, in base units. */
  readonly against: number
}

/** Imbalances of one side at prices that follow one another. */
export interface StackedImbalance {
  readonly aggressor: Aggressor
  readonly low: number
  readonly high: number
  readonly count: number
}

/**
 * Where takers of one side traded at least `ratio` times, 3 unless given, what the other side did across the spread: bought at a price
 * against sold one tick below, or sold at a price against bought one tick above. Lowest price first.
 *
 * Only prices a tick apart at which something traded are compared; no volume on the other side counts as outweighed.
 * The heavier side must have traded at least `minVolume`, in base units; anything unless given.
 */
export function diagonalImbalances(
  rows: readonly FootprintRow[],
  options: { readonly tick: number; readonly ratio?: number; readonly minVolume?: number },
): DiagonalImbalance[] {
  const { tick, ratio = 3, minVolume = 0 } = options
  if (!(tick > 0)) throw new RangeError(`diagonalImbalances: tick must be above 0, was ${tick}`)
  const traded = new Map(rows.filter(({ buy, sell }) => buy > 0 || sell > 0).map((row) => [tickIndex(row.price, tick), row]))
  const outweighs = (volume: number, against: number): boolean => volume > 0 && volume >= minVolume && volume >= ratio * against

  const found: DiagonalImbalance[] = []
  for (const [index, { price, buy, sell }] of [...traded].sort(([a], [b]) => a - b)) {
    const below = traded.get(index - 1)?.sell
    const above = traded.get(index + 1)?.buy
    if (below !== undefined && outweighs(buy, below)) found.push({ aggressor: 'buy', price, volume: buy, against: below })
    if (above !== undefined && outweighs(sell, above)) found.push({ aggressor: 'sell', price, volume: sell, against: above })
  }
  return found
}

/** Runs of at least `atLeast` imbalances, 3 unless given, of one side at adjacent prices, a tick apart: buyers' first, each side's lowest first. */
export function stackedImbalances(
  imbalances: readonly DiagonalImbalance[],
  options: { readonly tick: number; readonly atLeast?: number },
): StackedImbalance[] {
  const { tick, atLeast = 3 } = options
  if (!(tick > 0)) throw new RangeError(`stackedImbalances: tick must be above 0, was ${tick}`)
  return (['buy', 'sell'] as const).flatMap((aggressor) => {
    const prices = imbalances.filter((imbalance) => imbalance.aggressor === aggressor).map(({ price }) => price)
    return runsOf(
      prices.sort((a, b) => a - b),
      tick,
    )
      .filter((run) => run.length >= atLeast)
      .map((run) => ({ aggressor, low: run[0]!, high: run.at(-1)!, count: run.length }))
  })
}

function runsOf(ascending: readonly number[], tick: number): number[][] {
  const runs: number[][] = []
  for (const price of ascending) {
    const run = runs.at(-1)
    if (run && tickIndex(price, tick) === tickIndex(run.at(-1)!, tick) + 1) run.push(price)
    else runs.push([price])
  }
  return runs
}
