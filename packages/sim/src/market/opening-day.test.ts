import { DAY_US, MINUTE_US } from '@of/core'
import { describe, expect, it } from 'vitest'
import { madeUpProducts } from '../made-up-products.ts'
import { bitcoin, ether, ticksOf } from '../product.ts'
import { Random } from '../random.ts'
import { openingDay } from './opening-day.ts'

const endUs = 1_790_000_040_000_000
const seeds = Array.from({ length: 40 }, (_, seed) => seed)

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

describe.each([bitcoin, ether, ...madeUpProducts(3)])('openingDay($id)', (spec) => {
  const { bars, walk } = openingDay(spec, new Random(1, 'day'), endUs)

  it('has a bar a minute for 24 hours', () => {
    expect(bars.map(({ startUs }) => startUs)).toEqual(Array.from({ length: 1440 }, (_, minute) => endUs - DAY_US + minute * MINUTE_US))
  })

  it('has whole prices above zero, lows below and highs above the others, and volume', () => {
    for (const { open, high, low, close, lots } of bars) {
      expect([open, high, low, close, lots].every((number) => Number.isSafeInteger(number) && number > 0)).toBe(true)
      expect(low).toBeLessThanOrEqual(Math.min(open, close))
      expect(high).toBeGreaterThanOrEqual(Math.max(open, close))
    }
  })

  it('ends at the opening price, each minute where the next one begins', () => {
    expect(Math.abs(walk.ticks - spec.startTick)).toBeLessThanOrEqual(0.5)
    for (const [index, { open }] of bars.entries()) {
      expect(Math.abs(open - (bars[index - 1]?.close ?? open))).toBeLessThanOrEqual(spec.spreadTicks)
    }
  })
})

describe('openingDay(spec, random, endUs)', () => {
  it('reaches as far within a minute as a walk in small steps does', () => {
    const days = seeds.map((seed) => openingDay(bitcoin, new Random(seed, 'day'), endUs).bars)
    const ranges = days.flatMap((bars) => bars.map(({ high, low }) => high - low))
    const steps = days.flatMap((bars) => bars.map(({ open, close }) => (close - open) * (close - open)))
    const deviation = Math.sqrt(mean(steps))
    expect(deviation / ticksOf(bitcoin.volatilityBps * Math.sqrt(60), bitcoin.startTick)).toBeCloseTo(1, 0.5)
    // Feller (1951): the mean range of a random walk is √(8/π) of its deviation; less here, for days differ in how volatile they are.
    expect(mean(ranges) / deviation).toBeGreaterThan(1.4)
    expect(mean(ranges) / deviation).toBeLessThan(1.65)
  })
})
