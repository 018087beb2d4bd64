import { describe, expect, it } from 'vitest'
import type { Trade } from '../market.ts'
import { golden, goldenStream } from '../testing/golden-stream.ts'
import { nodeRows } from './nodes.ts'
import { summariseProfile } from './summary.ts'
import { pointOfControl, valueArea } from './value-area.ts'
import { profileOfTrades } from './volume-profile.ts'

const trades = goldenStream().events.filter((event): event is Trade & { kind: 'trade' } => event.kind === 'trade')

describe('volume profile of the golden stream', () => {
  const profile = profileOfTrades(trades, { kind: 'ticks', tick: 1, maxRows: 1_000 })!
  const volumes = profile.rows.map(({ volume }) => volume)
  const expected = golden.profile_ticks

  it('has the rows, the point of control and the value area of the reference', () => {
    const { poc, vah, val, share } = summariseProfile(profile)
    expect([profile.low, profile.high, profile.rows.length]).toEqual([expected.low, expected.high, expected.rows])
    expect([poc, vah, val]).toEqual([expected.poc, expected.vah, expected.val])
    expect(share).toBeCloseTo(expected.va_share, 11)
  })

  it('has the value area of the reference in steps of one row', () => {
    const { low, high, share } = valueArea(volumes, { step: 1 })!
    const [val, vah, captured] = expected.single_row
    expect([profile.low + low, profile.low + high]).toEqual([val, vah])
    expect(share).toBeCloseTo(captured!, 11)
  })

  it('has the high and low volume rows of the reference', () => {
    expect(nodeRows(volumes, { atLeast: 1.5 }).map((row) => profile.low + row)).toEqual(expected.hvn)
    expect(nodeRows(volumes, { below: 0.5 }).map((row) => profile.low + row)).toEqual(expected.lvn)
  })
})

describe('volume profile of the golden stream in 50 bins', () => {
  const profile = profileOfTrades(trades, { kind: 'bins', count: 50 })!
  const volumes = profile.rows.map(({ volume }) => volume)
  const expected = golden.profile_50bins

  it('has the bins of the reference', () => {
    expect(volumes).toEqual(expected.volumes)
    expect(profile.rows[0]!.high - profile.rows[0]!.low).toBeCloseTo(expected.bin_width, 9)
  })

  it('has the point of control, the value area and the nodes of the reference', () => {
    const { poc, low, high, share } = valueArea(volumes)!
    expect([poc, low, high]).toEqual([expected.poc_bin, expected.val_bin, expected.vah_bin])
    expect(share).toBeCloseTo(expected.va_share, 11)
    expect(nodeRows(volumes, { atLeast: 1.5 })).toEqual(expected.hvn)
    expect(nodeRows(volumes, { below: 0.5 })).toEqual(expected.lvn)
  })

  it('ends its value area at the outer edges of its bins', () => {
    const { vah, val } = summariseProfile(profile)
    expect(val).toBeCloseTo(9_988 + 2 * expected.bin_width, 9)
    expect(vah).toBeCloseTo(9_988 + 27 * expected.bin_width, 9)
  })
})

// The reference counts these rows from 1.
function edges(volumes: readonly number[]): number[] {
  const { low, high } = valueArea(volumes)!
  return [low + 1, high + 1]
}

describe('ties of the reference', () => {
  it('are decided as there', () => {
    const expected = golden.profile_ties
    expect(pointOfControl([5, 9, 1, 9, 6])! + 1).toBe(expected.poc_two_equal)
    expect(pointOfControl([5, 9, 1, 9, 5])! + 1).toBe(expected.poc_symmetric_lower)
    expect(pointOfControl([9, 1, 9, 1, 1, 1])! + 1).toBe(expected.poc_closest)
    expect(edges([2, 2, 10, 2, 2])).toEqual(expected.va_tie_up)
    expect(edges([10, 4, 3, 2, 1])).toEqual(expected.va_edge)
  })
})
