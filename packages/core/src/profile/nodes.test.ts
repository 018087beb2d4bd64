import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { highVolumeNodes, lowVolumeNodes, nodeRows } from './nodes.ts'
import { profileOf, type VolumeProfile } from './volume-profile.ts'

const b = [5, 1, 9, 2, 12, 3, 8, 6, 4]
const c = [2, 9, 14, 9, 3, 1, 3, 8, 14, 9, 2]
const e = [6, 0, 0, 7, 12, 0, 5, 3, 0, 9]

/** A profile of one-tick rows from a price of 100 upward; its first and last rows must not be empty. */
function profile(volumes: readonly number[]): VolumeProfile {
  return profileOf(
    volumes.map((volume, row) => [100 + row, volume] as const),
    { kind: 'ticks', tick: 1, maxRows: volumes.length },
  )!
}

describe('nodeRows(volumes, rule)', () => {
  it.each<[string, readonly number[], readonly number[], readonly number[]]>([
    ['B', b, [2, 4], [1, 3]],
    ['E, its empty rows counted in the mean', e, [3, 4, 9], [1, 2, 5, 8]],
  ])('finds the rows of much and of little volume: %s', (_name, rows, high, low) => {
    expect(nodeRows(rows, { atLeast: 1.5 })).toEqual(high)
    expect(nodeRows(rows, { below: 0.5 })).toEqual(low)
  })

  it('finds the rows of much volume: C', () => {
    expect(nodeRows(c, { atLeast: 1.5 })).toEqual([2, 8])
  })

  it('takes in a row at the limit from above, not from below', () => {
    expect(nodeRows([3, 1, 2], { atLeast: 1.5 })).toEqual([0])
    expect(nodeRows([3, 1, 2], { below: 0.5 })).toEqual([])
  })

  it('does not depend on the unit of volume', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(20), { minLength: 1 }), (rows) => {
        const scaled = rows.map((volume) => volume * 1024)
        expect(nodeRows(scaled, { atLeast: 1.5 })).toEqual(nodeRows(rows, { atLeast: 1.5 }))
      }),
    )
  })
})

describe('highVolumeNodes(profile, { factor, limit })', () => {
  it('merges adjacent rows, and begins with the most volume', () => {
    expect(highVolumeNodes(profile(e))).toEqual([
      { low: 103, high: 104, peak: 104, volume: 19, void: false },
      { low: 109, high: 109, peak: 109, volume: 9, void: false },
    ])
  })

  it('names no more than asked for', () => {
    expect(highVolumeNodes(profile(e), { limit: 1 }).map(({ peak }) => peak)).toEqual([104])
    const comb = Array.from({ length: 21 }, (_, row) => (row % 2 === 0 ? 10 + row : 1))
    expect(highVolumeNodes(profile(comb)).map(({ peak }) => peak)).toEqual([120, 118, 116, 114, 112])
  })

  it('asks for as much as the factor says', () => {
    expect(highVolumeNodes(profile(e), { factor: 2.5 }).map(({ peak }) => peak)).toEqual([104])
  })
})

describe('lowVolumeNodes(profile, { factor, limit, between })', () => {
  it('begins with the widest and deepest, and marks where nothing traded', () => {
    expect(lowVolumeNodes(profile(e))).toEqual([
      { low: 101, high: 102, peak: 101, volume: 0, void: true },
      { low: 105, high: 105, peak: 105, volume: 0, void: true },
      { low: 108, high: 108, peak: 108, volume: 0, void: true },
    ])
  })

  it('ranks two empty rows before three that are nearly half full', () => {
    const rows = [20, 0, 0, 20, 5, 5, 5, 20, 20, 20]
    expect(lowVolumeNodes(profile(rows)).map(({ low, high }) => [low, high])).toEqual([
      [101, 102],
      [104, 106],
    ])
  })

  it('leaves out what does not lie between high volume nodes', () => {
    const rows = [1, 0, 0, 0, 9, 0, 1, 9, 0, 1]
    expect(lowVolumeNodes(profile(rows), { between: true }).map(({ low, high, void: empty }) => [low, high, empty])).toEqual([
      [105, 106, false],
    ])
    expect(lowVolumeNodes(profile(rows)).map(({ low, high }) => [low, high])).toEqual([
      [100, 103],
      [105, 106],
      [108, 109],
    ])
  })

  it('has its peak where the least traded', () => {
    expect(lowVolumeNodes(profile([9, 2, 1, 2, 9, 9]))[0]).toMatchObject({ low: 101, high: 103, peak: 102, volume: 5 })
  })

  it('finds nothing between where there is no high volume node', () => {
    expect(lowVolumeNodes(profile([4, 4, 1, 4, 4]), { between: true })).toEqual([])
  })

  it('never shares a row with a high volume node', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(20), { minLength: 1, maxLength: 30 }), (middle) => {
        const made = profile([1, ...middle, 1])
        const all = { limit: 100 }
        for (const high of highVolumeNodes(made, all)) {
          for (const low of lowVolumeNodes(made, all)) expect(low.high < high.low || low.low > high.high).toBe(true)
        }
      }),
    )
  })
})
