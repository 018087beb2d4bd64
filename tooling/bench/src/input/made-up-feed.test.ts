import { FrameReader } from '@of/coinbase'
import { describe, expect, it } from 'vitest'
import { frameContestants, trueBooks } from '../frame-contestants.ts'
import { type FrameArrival, inputOf } from './input.ts'
import { MadeUpFeed } from './made-up-feed.ts'

/** The bytes of a lap are those of the next one. */
const copied = (arrivals: readonly FrameArrival[]): FrameArrival[] =>
  arrivals.map((arrival) => ({ ...arrival, frame: Buffer.from(arrival.frame) }))

describe('MadeUpFeed', () => {
  it('goes on from lap to lap: numbers, trade ids and times, and no frame takes the slow road', () => {
    const feed = new MadeUpFeed({ products: 3, levels: 50, rows: 6, frames: 30, tradeEvery: 10 })
    const reader = new FrameReader()
    const read = [...feed.opening, ...copied(feed.next()), ...copied(feed.next())].map(({ frame }) => structuredClone(reader.read(frame)))
    const numbers = read.map((frame) => ('sequence' in frame ? frame.sequence! : Number.NaN))
    expect(numbers).toEqual(Array.from({ length: 63 }, (_, index) => 10_000_000 + index))
    const times = read.slice(3).map((frame) => ('timeUs' in frame ? frame.timeUs! : Number.NaN))
    expect(times.every((time, index) => index === 0 || time > times[index - 1]!)).toBe(true)
    const trades = read.flatMap((frame) =>
      frame.kind === 'trades' ? frame.events.flatMap((event) => event.trades.map(({ id }) => id)) : [],
    )
    expect(trades).toEqual(Array.from({ length: 6 }, (_, index) => 1_000_000_000 + index))
    expect([...reader.slow.values()].every((count) => count === 0)).toBe(true)
  })

  it('keeps books that never cross, lap after lap, which every contestant ends with', () => {
    const feed = new MadeUpFeed({ products: 2, levels: 40, rows: 8, frames: 200, tradeEvery: 7 })
    const laps = [copied(feed.next()), copied(feed.next()), copied(feed.next())].flat()
    const input = inputOf('made up', laps, feed.opening)
    const truth = trueBooks(input)
    expect(truth.every(({ bestBid, bestAsk }) => bestBid < bestAsk)).toBe(true)
    for (const { prepare } of frameContestants(input)) {
      const heat = prepare()
      heat.run()
      expect(heat.books?.() ?? truth).toEqual(truth)
    }
  })
})
