import { DAY_US, MINUTE_US, SECOND_US, type Us } from '@of/core'
import { lotsOf, type ProductSpec } from '../product.ts'
import type { Random } from '../random.ts'
import { PriceWalk } from './price-walk.ts'
import type { MinuteBar } from './trading-day.ts'

/** The 24 hours before a market opens, and the walk that goes on from them. */
export interface OpeningDay {
  readonly bars: readonly MinuteBar[]
  readonly walk: PriceWalk
}

/** Walks the price through the 24 hours before `endUs`, minute by minute, to end at the product's opening price. */
export function openingDay(spec: ProductSpec, random: Random, endUs: Us): OpeningDay {
  const startUs = endUs - DAY_US
  const { startTick, volatilityBps } = spec
  const walk = new PriceWalk({ random, volatilityBps, startTick, startUs })
  const bars: MinuteBar[] = []
  for (let minuteUs = startUs; minuteUs < endUs; minuteUs += MINUTE_US) {
    const before = walk.ticks
    walk.advance(minuteUs + MINUTE_US)
    const onASide = (ticks: number): number => Math.round(ticks) + random.below(1 + spec.spreadTicks)
    const ends = { open: onASide(before), close: onASide(walk.ticks) }
    const extreme = (sign: 1 | -1): number => onASide((before + walk.ticks + sign * span(walk.ticks - before, walk, random)) / 2)
    bars.push({
      startUs: minuteUs,
      ...ends,
      high: Math.max(ends.open, ends.close, extreme(1)),
      low: Math.min(ends.open, ends.close, extreme(-1)),
      lots: lotsOf(spec, spec.notionalPerMinute * walk.activity * (0.4 + random.exponential(0.6)), startTick),
    })
  }
  const shift = startTick - Math.round(walk.ticks)
  walk.push(shift)
  return {
    bars: bars.map((bar) => ({ ...bar, open: bar.open + shift, high: bar.high + shift, low: bar.low + shift, close: bar.close + shift })),
    walk,
  }
}

/**
 * How far apart the two ends of a minute would be if one of them were mirrored at the furthest price between: drawn, given how far apart they are.
 *
 * @see Beaglehole, Dybvig, Zhou (1997), "Going to Extremes: Correcting Simulation Bias in Exotic Option Valuation", https://doi.org/10.2469/faj.v53.n1.2057
 */
function span(moved: number, { deviationTicks }: PriceWalk, random: Random): number {
  return Math.sqrt(moved * moved + random.exponential((2 * deviationTicks * deviationTicks * MINUTE_US) / SECOND_US))
}
