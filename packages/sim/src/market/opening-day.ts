import { DAY_US, MINUTE_US, SECOND_US, type Us } from '@of/core'
import { lotsOf, ticksOf, type ProductSpec } from '../product.ts'
import type { Random } from '../random.ts'
import { PriceWalk } from './price-walk.ts'
import type { MinuteBar } from './trading-day.ts'

/** The 24 hours before a market opens, and the walk that goes on from them. */
export interface OpeningDay {
  readonly bars: readonly MinuteBar[]
  readonly walk: PriceWalk
}

/** Walks the price through the 24 hours before `endUs`, a print a second on either side of the spread, to end at the product's opening price. */
export function openingDay(spec: ProductSpec, random: Random, endUs: Us): OpeningDay {
  const startUs = endUs - DAY_US
  const { startTick } = spec
  const walk = new PriceWalk({ random, ticksPerRootSecond: ticksOf(spec.volatilityBps, startTick), startTick, startUs })
  const bars: MinuteBar[] = []
  for (let minuteUs = startUs; minuteUs < endUs; minuteUs += MINUTE_US) {
    const prints: number[] = []
    for (let second = 1; second <= 60; second++) {
      walk.advance(minuteUs + second * SECOND_US)
      prints.push(Math.round(walk.ticks) + random.below(1 + spec.spreadTicks))
    }
    const open = prints[0] ?? startTick
    const notional = spec.notionalPerMinute * walk.activity * (0.4 + random.exponential(0.6))
    bars.push({
      startUs: minuteUs,
      open,
      high: Math.max(...prints),
      low: Math.min(...prints),
      close: prints.at(-1) ?? open,
      lots: lotsOf(spec, notional, startTick),
    })
  }
  const shift = startTick - Math.round(walk.ticks)
  walk.push(shift)
  return {
    bars: bars.map((bar) => ({ ...bar, open: bar.open + shift, high: bar.high + shift, low: bar.low + shift, close: bar.close + shift })),
    walk,
  }
}
