import fc from 'fast-check'
import type { Candle, LevelChange, Quote, Trade } from '../market.ts'

// Few distinct values, so that prices are met again, ties happen and windows fill and empty.

/** Times within some tens of seconds, not sorted: late events are part of life. */
export const timesUs: fc.Arbitrary<number> = fc.integer({ min: 0, max: 40_000_000 })

/** Decimal prices of a narrow range, a cent apart. */
export const prices: fc.Arbitrary<number> = fc.integer({ min: 9_950, max: 10_050 }).map((cents) => cents / 100)

/** Sizes above zero with up to eight decimals, over many orders of magnitude. */
export const sizes: fc.Arbitrary<number> = fc.oneof(
  fc.integer({ min: 1, max: 50 }),
  fc.integer({ min: 1, max: 1_000_000 }).map((units) => units / 1e8),
)

/** Trades without any order in time or id. */
export const trades: fc.Arbitrary<Trade> = fc.record({
  id: fc.integer({ min: 1, max: 1_000_000 }),
  timeUs: timesUs,
  price: prices,
  size: sizes,
  aggressor: fc.constantFrom('buy' as const, 'sell' as const),
})

/** Best quotes that are never crossed. */
export const quotes: fc.Arbitrary<Quote> = fc
  .record({ timeUs: timesUs, bidPrice: prices, bidSize: sizes, askPrice: prices, askSize: sizes })
  .map((quote) => ({
    ...quote,
    bidPrice: Math.min(quote.bidPrice, quote.askPrice),
    askPrice: Math.max(quote.bidPrice, quote.askPrice) + 0.01,
  }))

/** Changes of few prices, so that levels are met again, changed and taken away. */
export const levelChanges: fc.Arbitrary<LevelChange> = fc.record({
  side: fc.constantFrom('bid' as const, 'ask' as const),
  price: fc.integer({ min: 1, max: 12 }),
  size: fc.integer({ min: 0, max: 3 }),
})

/** One-minute candles within a day, not sorted. */
export const candles: fc.Arbitrary<Candle> = fc
  .record({ minute: fc.nat(1_439), open: prices, close: prices, wick: fc.nat(50), volume: sizes })
  .map(({ minute, open, close, wick, volume }) => ({
    startUs: minute * 60_000_000,
    open,
    close,
    high: Math.max(open, close) + wick / 100,
    low: Math.min(open, close) - wick / 100,
    volume,
  }))
