import { DAY_US, MINUTE_US } from '@of/core'
import { describe, expect, it } from 'vitest'
import { createSimulation } from '../simulation.ts'
import { dayOfCandles, minuteCandles } from './candles.ts'

const startUs = 1_790_000_033_000_000
const lastUs = startUs - (startUs % MINUTE_US)
const simulation = createSimulation({ seed: 5, startUs, durationUs: 1 })
// The first arrival is the list of products; the markets have come as far as that.
simulation.arrivals.next()

interface Candle {
  readonly start: string
  readonly low: string
  readonly high: string
  readonly open: string
  readonly close: string
  readonly volume: string
}

describe.each(simulation.markets)('dayOfCandles($spec.id)', (market) => {
  const answers = dayOfCandles(market, startUs)
  const newestFirst: Candle[][] = answers.map(({ body }) => JSON.parse(body).candles)
  const candles = newestFirst.flatMap((page) => page.toReversed())

  it('comes in five answers of at most 300, each newest first', () => {
    expect(newestFirst.map((page) => page.length)).toEqual([300, 300, 300, 300, 240])
    for (const page of newestFirst) expect(Number(page[0]?.start)).toBeGreaterThan(Number(page.at(-1)?.start))
  })

  it('holds every complete minute of 24 hours once', () => {
    const firstUs = lastUs - DAY_US
    expect(candles.map(({ start }) => Number(start) * 1e6)).toEqual(
      Array.from({ length: 1440 }, (_, minute) => firstUs + minute * MINUTE_US),
    )
  })

  it('has lows below and highs above everything, and volume in every minute', () => {
    for (const { low, high, open, close, volume } of candles) {
      expect(Number(low)).toBeLessThanOrEqual(Math.min(Number(open), Number(close)))
      expect(Number(high)).toBeGreaterThanOrEqual(Math.max(Number(open), Number(close)))
      expect(Number(volume)).toBeGreaterThan(0)
    }
  })

  it('goes from one minute to the next without a jump, and on to the live price', () => {
    for (const [index, { open }] of candles.entries()) {
      const before = candles[index - 1]?.close ?? open
      expect(Math.abs(Number(open) / Number(before) - 1)).toBeLessThan(0.001)
    }
    const mid = (market.book.mid ?? 0) / 100
    expect(Math.abs(mid / Number(candles.at(-1)?.close) - 1)).toBeLessThan(0.003)
  })

  it('moves like a market: some tenths of a per cent to some per cent a day', () => {
    const range = Math.max(...candles.map(({ high }) => Number(high))) / Math.min(...candles.map(({ low }) => Number(low))) - 1
    expect(range).toBeGreaterThan(0.005)
    expect(range).toBeLessThan(0.12)
  })

  it('writes an answer with the keys of the venue, in their order', () => {
    const { path, body } = minuteCandles(market, lastUs - MINUTE_US, lastUs)
    const query = `start=${lastUs / 1e6 - 60}&end=${lastUs / 1e6}&granularity=ONE_MINUTE`
    expect(path).toBe(`/api/v3/brokerage/market/products/${market.spec.id}/candles?${query}`)
    expect(body).toMatch(
      /^\{"candles":\[\{"start":"\d+","low":"[\d.]+","high":"[\d.]+","open":"[\d.]+","close":"[\d.]+","volume":"[\d.]+"\}\]\}$/,
    )
  })
})
