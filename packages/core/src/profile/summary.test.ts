import { describe, expect, it } from 'vitest'
import { summariseProfile } from './summary.ts'
import { profileOf, type RowRule, type VolumeProfile } from './volume-profile.ts'

const b = [5, 1, 9, 2, 12, 3, 8, 6, 4]

function profile(volumes: readonly number[], rule: RowRule): VolumeProfile {
  return profileOf(
    volumes.map((volume, row) => [100 + row, volume] as const),
    rule,
  )!
}

describe('summariseProfile(profile, price)', () => {
  it('ends the value area at the prices of rows of ticks', () => {
    const { poc, vah, val, share } = summariseProfile(profile(b, { kind: 'ticks', tick: 1, maxRows: 50 }))
    expect([poc, vah, val, share]).toEqual([104, 108, 102, 0.88])
  })

  it('ends the value area at the outer edges of bins', () => {
    const { poc, vah, val } = summariseProfile(profile(b, { kind: 'bins', count: 4 }))
    // Bins of 2 from 100: 6, 11, 15 and the closed last one 18.
    expect([poc, vah, val]).toEqual([107, 108, 102])
  })

  it('says where the price stands', () => {
    const { position, bias } = summariseProfile(profile(b, { kind: 'ticks', tick: 1, maxRows: 50 }), 110)
    expect(position).toBe(1.5)
    expect(bias).toEqual({ bias: 'BULLISH', strength: 'moderate', reason: 'Price above the value area' })
  })

  it('says nothing of a price where there is none, or no width', () => {
    const flat = profile([3], { kind: 'ticks', tick: 1, maxRows: 50 })
    expect(summariseProfile(profile(b, { kind: 'bins', count: 4 }))).not.toHaveProperty('position')
    expect(summariseProfile(flat, 100)).not.toHaveProperty('bias')
  })

  it('looks for low volume nodes between high ones in rows of ticks, everywhere in bins', () => {
    const tails = [1, 0, 9, 0, 9, 0, 1]
    const ticks = summariseProfile(profile(tails, { kind: 'ticks', tick: 1, maxRows: 50 }))
    const bins = summariseProfile(profile(tails, { kind: 'bins', count: 7 }))
    expect(ticks.hvn.map(({ peak }) => peak)).toEqual([102, 104])
    expect(ticks.lvn.map(({ peak }) => peak)).toEqual([103])
    expect(bins.lvn).toHaveLength(3)
  })
})
