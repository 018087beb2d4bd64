import { describe, expect, it } from 'vitest'
import { levelChanges } from '../book/level-changes.ts'
import type { FeatureSnapshot, Sources } from '../features/features.ts'
import { DAY_US, HOUR_US, type LevelChange, MINUTE_US, SECOND_US, type Trade, type Us } from '../market.ts'
import { Analyzer } from './analyzer.ts'

const sources: Sources = { book: { state: 'healthy' }, trades: { state: 'healthy' } }
const start: Us = 20_000 * DAY_US
const bid = (price: number, size: number): LevelChange => ({ side: 'bid', price, size })
const ask = (price: number, size: number): LevelChange => ({ side: 'ask', price, size })

function opened(tick = 1): Analyzer {
  return new Analyzer({ id: 'MADE-USD', quote: 'USD', tick })
}

function read(analyzer: Analyzer, atUs: Us): FeatureSnapshot {
  analyzer.advance(atUs)
  return analyzer.features(sources)
}

let lastId = 0
function trade(timeUs: Us, price: number, size = 1, more: Partial<Trade> = {}): Trade {
  lastId += 1
  return { id: lastId, timeUs, price, size, aggressor: 'buy', ...more }
}

/** A trade every two minutes for almost a day, half at 100 and half at 110. */
function dayOfTrades(count: number): Analyzer {
  const analyzer = opened()
  analyzer.onTradesUp(start)
  for (let i = 0; i < count; i++) {
    const atUs = start + i * 2 * MINUTE_US
    analyzer.advance(atUs)
    analyzer.onTrade(trade(atUs, i % 2 === 0 ? 100 : 110))
  }
  return analyzer
}

describe('Analyzer: the day, from trades', () => {
  const features = read(dayOfTrades(700), start + 23 * HOUR_US + 59 * MINUTE_US)

  it('has VWAP, σ and the distance of the last price in σ', () => {
    expect(features.vwap24h).toMatchObject({ value: 105, note: 'from trades' })
    expect(features.vwap24hSigma.value).toBe(5)
    expect(features.vwap24hDeviation.value).toBe(1)
  })

  it('has a profile of whole ticks, and one of bins', () => {
    expect(features).toMatchObject({
      poc: { value: 100, note: 'from trades' },
      vah: { value: 110 },
      val: { value: 100 },
      valueAreaShare: { value: 1 },
    })
    expect(features.profilePosition.value).toBe(1)
    expect(features.binsVal.value).toBe(100)
    expect(features.highVolumeNodes.value).toBe(2)
  })

  it('says so below 500 trades', () => {
    const few = opened()
    few.onTradesUp(start)
    for (let i = 0; i < 499; i++) few.onTrade(trade(start + i * SECOND_US, 100 + (i % 3)))
    const late = start + 23 * HOUR_US
    expect(read(few, late).poc.reason).toBe('499 of 500 trades')
    few.onTrade(trade(late, 101))
    expect(read(few, late).poc.value).not.toBeNull()
  })

  it('says so below 90 % coverage', () => {
    const early = opened()
    early.onTradesUp(start)
    for (let i = 0; i < 600; i++) early.onTrade(trade(start + i * SECOND_US, 100 + (i % 3)))
    expect(read(early, start + 21 * HOUR_US).poc.reason).toBe('coverage 87 % < 90 %')
    expect(read(early, start + 22 * HOUR_US).poc.value).not.toBeNull()
  })
})

/** A day of flat candles of 90 to 110, and one small trade at 130 after it. */
function withCandles(everyMinutes: number): Analyzer {
  const analyzer = opened()
  for (let minute = 0; minute < 1_440; minute += everyMinutes) {
    analyzer.onCandle({ startUs: start + minute * MINUTE_US, open: 100, high: 110, low: 90, close: 100, volume: 2 })
  }
  analyzer.advance(start + DAY_US)
  analyzer.onTradesUp(start + DAY_US)
  analyzer.onTrade(trade(start + DAY_US, 130, 1e-9))
  return analyzer
}

describe('Analyzer: the day, from candles', () => {
  it('stands in where there are no trades, flagged', () => {
    const features = read(withCandles(1), start + DAY_US)
    expect(features.vwap24h).toMatchObject({ value: expect.closeTo(100, 6), note: 'estimated from one-minute candles' })
    expect(features.vwap24hSigma.value).toBeCloseTo(20 / Math.sqrt(12), 6)
    expect(features.binsPoc.note).toBe('estimated from one-minute candles')
    expect(features.poc.value).not.toBeNull()
  })

  it('says so below 720 candles', () => {
    expect(read(withCandles(2), start + DAY_US).poc.value).not.toBeNull()
    expect(read(withCandles(3), start + DAY_US).poc.reason).toBe('481 of 720 candles')
  })
})

describe('Analyzer: ranks among samples', () => {
  it('holds the spread against the last hour only', () => {
    const analyzer = opened()
    analyzer.advance(start + 1)
    const spreads = (atUs: Us, width: number): void => analyzer.onSnapshot(atUs, levelChanges([bid(100_000, 1), ask(100_000 + width, 1)]))
    spreads(start + 1, 40)
    analyzer.advance(start + HOUR_US + 1)
    spreads(start + HOUR_US + 1, 20)
    const after = read(analyzer, start + HOUR_US + 30 * MINUTE_US)
    expect(after.spreadPercentile.value).toBeCloseTo(0.25, 2)
    expect(read(analyzer, start + 2 * HOUR_US + MINUTE_US).spreadPercentile.value).toBe(0.5)
  })

  it('waits ten minutes for the spread and an hour for the others', () => {
    const analyzer = opened()
    analyzer.advance(start + 1)
    analyzer.onSnapshot(start + 1, levelChanges([bid(100_000, 1), ask(100_010, 1), bid(99_950, 1), ask(100_060, 3)]))
    expect(read(analyzer, start + 9 * MINUTE_US).spreadPercentile.value).toBeNull()
    expect(read(analyzer, start + 11 * MINUTE_US)).toMatchObject({ spreadPercentile: { value: 0.5 }, orderImbalanceRank: { value: null } })
    expect(read(analyzer, start + 61 * MINUTE_US)).toMatchObject({ orderImbalanceRank: { value: 0.5 }, depthImbalanceRank: { value: 0.5 } })
  })

  it('samples neither a crossed book nor one whose source has gone silent', () => {
    const analyzer = opened()
    analyzer.advance(start + 1)
    analyzer.onSnapshot(start + 1, levelChanges([bid(100, 1), ask(100, 1)]))
    analyzer.advance(start + 11 * MINUTE_US)
    analyzer.onChanges(start + 11 * MINUTE_US, levelChanges([ask(100, 0), ask(101, 1)]))
    analyzer.advance(start + 30 * MINUTE_US, start + 12 * MINUTE_US)
    expect(analyzer.features(sources).spreadPercentile.value).toBeNull()
  })

  it('counts the minutes on either side of the value area', () => {
    const analyzer = opened()
    for (let minute = 0; minute < 1_440; minute++) {
      analyzer.onCandle({ startUs: start + minute * MINUTE_US, open: 100, high: 101, low: 99, close: 100, volume: 1_000 })
    }
    for (let minute = 0; minute < 62; minute++) {
      const atUs = start + DAY_US + minute * MINUTE_US + 1
      analyzer.advance(atUs)
      analyzer.onTrade(trade(atUs, minute % 2 === 0 ? 110 : 90, 1e-6))
    }
    expect(read(analyzer, start + DAY_US + 62 * MINUTE_US).profileFiringRate.value).toBe(1)
  })
})

describe('Analyzer: the book', () => {
  it('passes over levels under $10, and only those', () => {
    const analyzer = opened()
    analyzer.onSnapshot(start, levelChanges([bid(100, 0.2), bid(99, 0.01), ask(101, 0.6)]))
    const features = read(analyzer, start + 1)
    expect(features.orderImbalance.value).toBeCloseTo(-0.5, 12)
    expect(features.orderImbalanceSkipped.value).toBeCloseTo(0.01 / 0.81, 12)
  })

  it('measures the shell beyond 2 and up to 10 bps', () => {
    const analyzer = opened()
    analyzer.onSnapshot(
      start,
      levelChanges([bid(99_999, 5), bid(99_970, 3), bid(99_900, 100), ask(100_001, 5), ask(100_050, 1), ask(100_150, 9)]),
    )
    const features = read(analyzer, start + 1)
    expect(features.depthImbalanceShell.value).toBeCloseTo((103 - 1) / 104, 12)
    expect(features.depthImbalance10.value).toBeCloseTo((108 - 6) / 114, 12)
  })

  it('reads the same from a checkpoint, at once', () => {
    const analyzer = opened()
    analyzer.onSnapshot(start, levelChanges([bid(100, 2), ask(101, 6)]))
    analyzer.onChanges(start + 1, levelChanges([ask(101, 0)]))
    const resumed = new Analyzer({ id: 'MADE-USD', quote: 'USD', tick: 1 }, analyzer.checkpoint())
    expect(read(resumed, start + 2)).toEqual(read(analyzer, start + 2))
    expect(read(analyzer, start + 2)).toMatchObject({ imbalance10: { value: 1 }, orderImbalance: { value: 1 } })
  })

  it('shows nothing of a book that was lost', () => {
    const analyzer = opened()
    analyzer.onSnapshot(start, levelChanges([bid(100, 5_000), ask(101, 6)]))
    analyzer.advance(start + 6 * SECOND_US)
    expect(analyzer.walls()).toHaveLength(1)
    analyzer.onBookLost(start + 6 * SECOND_US)
    analyzer.onSnapshot(start + 7 * SECOND_US, levelChanges([bid(100, 5_000)]))
    const features = read(analyzer, start + 8 * SECOND_US)
    expect(features).toMatchObject({ orderImbalance: { value: 1 }, wallBid: { value: null, reason: 'one-sided book' } })
    analyzer.onChanges(start + 8 * SECOND_US, levelChanges([ask(101, 1)]))
    expect(read(analyzer, start + 9 * SECOND_US).wallBid.reason).toBe('warming up: 5 s of book')
    expect(analyzer.walls()).toEqual([])
    expect(read(analyzer, start + 14 * SECOND_US).wallBid.value).toBe(500_000)
  })

  it('measures no level and no mean across a lost book', () => {
    const analyzer = opened()
    analyzer.onSnapshot(start, levelChanges([bid(100, 9), ask(101, 1)]))
    analyzer.onBookLost(start + SECOND_US)
    analyzer.advance(start + 4 * SECOND_US)
    analyzer.onSnapshot(start + 4 * SECOND_US, levelChanges([bid(50, 1), ask(51, 9)]))
    analyzer.onChanges(start + 5 * SECOND_US, levelChanges([bid(50, 3)]))
    const features = read(analyzer, start + 6 * SECOND_US)
    expect(features.deepOfi1.value).toBe(2)
    expect(features.orderImbalanceMean.value).toBeCloseTo((0.8 - 0.8 - 0.5) / 3, 12)
    expect(features.orderImbalanceMean.coverage).toBeCloseTo(0.3, 12)
  })

  it('has no flow for a window that nobody could watch', () => {
    const analyzer = opened()
    analyzer.onSnapshot(start, levelChanges([bid(100, 1), ask(101, 1)]))
    analyzer.onChanges(start + SECOND_US, levelChanges([bid(100, 3)]))
    expect(read(analyzer, start + 2 * SECOND_US).ofi).toMatchObject({ value: 2, coverage: expect.closeTo(0.2, 12) })
    analyzer.onChanges(start + 3 * SECOND_US, levelChanges([ask(101, 0)]))
    expect(read(analyzer, start + 14 * SECOND_US).ofi).toEqual({ value: null, reason: 'no two-sided book in the window' })
  })

  it('takes what was sustained before a lost book for unknown after it', () => {
    const analyzer = opened()
    analyzer.onSnapshot(start, levelChanges([bid(100, 1), ask(101, 1)]))
    for (let i = 1; i <= 70; i++) {
      analyzer.advance(start + i * SECOND_US)
      analyzer.onChanges(start + i * SECOND_US, levelChanges([bid(100, 1 + i)]))
    }
    expect(read(analyzer, start + 70 * SECOND_US).ofiMomentum.value).toBe(1)
    analyzer.onSnapshot(start + 71 * SECOND_US, levelChanges([bid(100, 1), ask(101, 1)]))
    expect(read(analyzer, start + 72 * SECOND_US).ofiMomentum.value).toBeNull()
  })
})

describe('Analyzer: trades', () => {
  it('counts orders of $50,000 and more, and which way they went', () => {
    const analyzer = opened()
    analyzer.onTrade(trade(start, 100, 499))
    analyzer.onTrade(trade(start + SECOND_US, 100, 500, { aggressor: 'sell' }))
    expect(read(analyzer, start + 3 * SECOND_US)).toMatchObject({ largeOrderCount: { value: 1 }, largeNetOrders: { value: -1 } })
  })

  it('takes the last price from the newest id, though another comes later', () => {
    const analyzer = opened()
    analyzer.onTrade(trade(start, 100, 1, { id: 9_000_002 }))
    analyzer.onTrade(trade(start, 105, 1, { id: 9_000_001 }))
    expect(read(analyzer, start + 1).lastPrice.value).toBe(100)
  })

  it('audits the first print of an order only, against quotes of a book that was not lost since', () => {
    const analyzer = opened()
    analyzer.onSnapshot(start, levelChanges([bid(100, 1), ask(102, 1)]))
    for (const price of [102, 103, 104]) analyzer.onTrade(trade(start + 10, price))
    expect(analyzer.audit()).toMatchObject({ orders: 1, agreed: 1 })
    analyzer.onBookLost(start + 20)
    analyzer.onTrade(trade(start + 30, 102))
    expect(analyzer.audit()).toMatchObject({ orders: 1, unauditable: 1 })
  })

  it('says since when the day counts, and how much of it was received', () => {
    const analyzer = opened()
    analyzer.onTradesUp(start + HOUR_US)
    analyzer.onTrade(trade(start + HOUR_US, 100, 2))
    analyzer.onTradesLost(start + 2 * HOUR_US)
    expect(read(analyzer, start + 3 * HOUR_US).cvd).toEqual({ value: 2, note: 'since start', coverage: 0.5 })
    const next = start + DAY_US
    analyzer.advance(next)
    analyzer.onTrade(trade(next + 1, 100, 1))
    expect(read(analyzer, next + 2).cvd).toMatchObject({ value: 1, note: 'since 00:00 UTC' })
  })

  it('counts a silence as time not covered', () => {
    const analyzer = opened()
    analyzer.onTradesUp(start)
    analyzer.onSilence('book', start, start + 40 * SECOND_US)
    analyzer.onSilence('trades', start + 10 * SECOND_US, start + 40 * SECOND_US)
    analyzer.advance(start + 60 * SECOND_US)
    expect(analyzer.coverage('book', 60 * SECOND_US)).toBe(0)
    expect(analyzer.coverage('trades', 60 * SECOND_US)).toBe(0.5)
    expect(analyzer.coverage('trades', 60 * SECOND_US, start + 45 * SECOND_US)).toBe(0.25)
  })
})
