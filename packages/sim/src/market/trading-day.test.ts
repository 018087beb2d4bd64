import { DAY_US, MINUTE_US, SECOND_US } from '@of/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Print } from './print.ts'
import { TradingDay, type MinuteBar } from './trading-day.ts'

const bar = (minute: number, changes: Partial<MinuteBar> = {}): MinuteBar => {
  return { startUs: minute * MINUTE_US, open: 10, high: 10, low: 10, close: 10, lots: 1, ...changes }
}
const print = (timeUs: number, tick: number = 10, lots: number = 1): Print => ({ id: 1, timeUs, tick, lots, aggressor: 'buy' })

describe('TradingDay(bars)', () => {
  it('makes a bar of every minute in which there was a print', () => {
    const day = new TradingDay([])
    for (const [second, tick, lots] of [
      [0, 12, 1],
      [30, 15, 2],
      [59.9, 11, 4],
      [60, 9, 8],
      [180, 13, 16],
    ] as const) {
      day.onPrint(print(second * SECOND_US, tick, lots))
    }
    expect(day.between(0, DAY_US)).toEqual([
      bar(0, { open: 12, high: 15, low: 11, close: 11, lots: 7 }),
      bar(1, { open: 9, high: 9, low: 9, close: 9, lots: 8 }),
      bar(3, { open: 13, high: 13, low: 13, close: 13, lots: 16 }),
    ])
  })

  it('knows the open, the high, the low, the close and the volume of the day', () => {
    const day = new TradingDay([bar(0, { open: 12, high: 17, lots: 5 }), bar(1, { low: 3, lots: 6 })])
    day.onPrint(print(2 * MINUTE_US, 8, 7))
    expect([day.open, day.high, day.low, day.close, day.lots]).toEqual([12, 17, 3, 8, 18])
  })

  it('knows nothing before the first print', () => {
    const day = new TradingDay([])
    expect([day.open, day.high, day.low, day.close, day.lots]).toEqual([undefined, undefined, undefined, undefined, 0])
  })

  it('forgets a minute that ended 24 hours ago', () => {
    const day = new TradingDay([bar(0, { high: 99, lots: 5 }), bar(1)])
    day.onPrint(print(DAY_US))
    expect([day.high, day.lots]).toEqual([99, 7])
    day.onPrint(print(DAY_US + MINUTE_US))
    expect([day.high, day.lots]).toEqual([10, 3])
  })

  it('always holds the volume of its bars', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(5 * 3600 * SECOND_US), fc.integer({ min: 1, max: 1e9 }))), (series) => {
        const day = new TradingDay([bar(0)])
        let timeUs = 0
        for (const [waitUs, lots] of series) {
          timeUs += waitUs
          day.onPrint(print(timeUs, 10, lots))
        }
        const bars = day.between(0, Number.MAX_SAFE_INTEGER)
        expect(day.lots).toBe(bars.reduce((sum, { lots }) => sum + lots, 0))
      }),
    )
  })
})
