import { describe, expect, it } from 'vitest'
import { breakages } from './broken.ts'
import { Campaign } from './campaign.ts'
import { runSeed, type SeedResult } from './run-seed.ts'

const short = { firstSeed: 1, seeds: 4, minutes: 1, faultsPerMinute: 60 }

function run(seed: number): SeedResult {
  return runSeed({ seed, minutes: 0.3, faultsPerMinute: 90 })
}

describe('Campaign(faults)', () => {
  it('finds no book that claims to be synced and is not, and every fault seen and healed', () => {
    const campaign = new Campaign(short)
    for (const { comparisons } of campaign.run()) expect(comparisons).toBeGreaterThan(50)
    expect(campaign.failures).toEqual([])
    const { result } = campaign
    expect(result).toMatchObject({ seeds: 4, silentDivergences: 0, detected: result.faultsInjected, healed: result.faultsInjected })
    expect(result.faultsInjected).toBeGreaterThan(100)
    expect(result.healMs.p50).toBeLessThan(10_000)
  })

  it.each(breakages)('catches a client with %s', (breakage) => {
    const campaign = new Campaign({ ...short, seeds: 1, breakage })
    expect([...campaign.run()]).toHaveLength(1)
    expect(campaign.result.silentDivergences).toBeGreaterThan(0)
    expect(campaign.result.failingSeeds).toEqual([1])
  })

  it('gives the same run for the same seed, and another one for another', () => {
    expect(run(5)).toEqual(run(5))
    expect(run(6).frames).not.toBe(run(5).frames)
  })

  it('knows nothing of healing where nothing was injected', () => {
    expect(new Campaign(short).result).toEqual({
      seeds: 0,
      faultsInjected: 0,
      detected: 0,
      healed: 0,
      healMs: { p50: null, p99: null },
      silentDivergences: 0,
      failingSeeds: [],
    })
  })
})
