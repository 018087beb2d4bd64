import { describe, expect, it } from 'vitest'
import type { Level } from '../market.ts'
import { golden, goldenChecksum, goldenStream, replayGolden } from './golden-stream.ts'

const stream = goldenStream()
const replay = replayGolden(stream)

function pairs(levels: readonly Level[]): number[][] {
  return levels.map(({ price, size }) => [price, size])
}

describe('goldenStream()', () => {
  it('has the checksum of the reference', () => {
    expect(goldenChecksum(stream.events)).toBe(golden.stream.checksum)
    expect(golden.stream.checksum).toBe(1_536_711_856)
  })

  it('has as many events of each kind as the reference', () => {
    const kinds = stream.events.map((event) => event.kind)
    expect(kinds).toHaveLength(golden.stream.events)
    expect(kinds.filter((kind) => kind === 'level')).toHaveLength(golden.stream.l2)
    expect(kinds.filter((kind) => kind === 'trade')).toHaveLength(golden.stream.trades)
  })

  it('begins and ends where the reference does', () => {
    const first = stream.events.slice(0, 6).map((event) => {
      if (event.kind !== 'level') return event
      return ['l2', event.timeUs / 1000, event.side === 'bid' ? 0 : 1, event.price, event.size]
    })
    expect(first).toEqual(golden.stream.first_events)
    expect(stream.events.at(-1)?.timeUs).toBe(1000 * golden.stream.last_ts)
  })

  it('starts from the snapshot of the reference', () => {
    const [bid] = stream.snapshot.bids
    const [ask] = stream.snapshot.asks
    expect([bid?.price, bid?.size, ask?.price, ask?.size]).toEqual(golden.stream.snapshot_best)
  })

  it('is another stream with another seed', () => {
    expect(goldenChecksum(goldenStream({ seed: 1, steps: 100 }).events)).not.toBe(goldenChecksum(goldenStream({ steps: 100 }).events))
  })
})

describe('replayGolden(stream)', () => {
  it('ends on the best levels of the reference', () => {
    const last = replay.rows.at(-1)!
    expect([pairs(last.bids), pairs(last.asks)]).toEqual(golden.stream.final_top5)
  })

  it('has a row for the snapshot and one for every change', () => {
    expect(replay.rows).toHaveLength(1 + golden.stream.l2)
  })

  it('finds every print at the touch that stood before it', () => {
    for (const { trade, row } of replay.trades) {
      const { bids, asks } = replay.rows.at(row)!
      expect(trade.price).toBe(trade.aggressor === 'buy' ? asks[0]?.price : bids[0]?.price)
    }
  })

  it('adds up to the volume and the cumulative delta of the reference', () => {
    const signed = replay.trades.map(({ trade }) => (trade.aggressor === 'buy' ? trade.size : -trade.size))
    expect(signed.reduce((sum, size) => sum + Math.abs(size), 0)).toBe(golden.cvd.volume)
    expect(signed.reduce((sum, size) => sum + size, 0)).toBe(golden.cvd.last)
  })
})
