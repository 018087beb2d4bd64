import type { Trade } from '@of/core'
import fc from 'fast-check'

/** A quarter past midnight of a day in 2025. */
export const START_US = 1_760_054_400_000_000

/** Trades by ascending id and time, some of one time, over so many minutes. */
export function tradesOver(minutes: number): fc.Arbitrary<Trade[]> {
  const one = fc.record({
    afterUs: fc.constantFrom(0, 0, 1_000, 999_999, 20_000_000),
    price: fc.integer({ min: 9_900, max: 10_100 }).map((cents) => cents / 100),
    size: fc.integer({ min: 1, max: 500 }).map((lots) => lots / 100),
    aggressor: fc.constantFrom('buy' as const, 'sell' as const),
  })
  return fc.array(one, { maxLength: 80 }).map((rows) => {
    let timeUs = START_US
    return rows
      .map(({ afterUs, ...trade }, at) => ({ id: 100 + at, timeUs: (timeUs += afterUs), ...trade }))
      .filter((trade) => trade.timeUs < START_US + minutes * 60_000_000)
  })
}
