import { presets } from '@of/signals'
import { sfc32 } from '@of/stats'
import { describe, expect, it } from 'vitest'
import { configKey } from './registry.ts'
import { configsOf, defaultSpace, sizeOf } from './space.ts'

const space = { decisionThresholds: [10, 40], weightScales: [0, 1, 2], boundScales: [1], holdMinutes: [1, 5] }
const costs = { feeBps: 0.2, notional: 1000, latencyUs: 100_000 }
const own = {
  factors: [{ name: 'mine', inputs: { bars: true }, lookBackUs: 0, score: { weight: 10, bullish: { below: 4 }, bearish: { above: 8 } } }],
  files: [{ name: 'mine.mjs', sha256: 'a'.repeat(64) }],
}
const number = (bound: object) => Number(Object.values(bound)[0])
const moved = (weight: number, below: number, above: number) => JSON.stringify({ weight, bullish: { below }, bearish: { above } })

describe('configsOf(base, space, { count, random })', () => {
  it('begins with the rules themselves, repeats none, and ends where the space does', () => {
    const configs = configsOf({ ruleSet: presets.brief }, space, { count: 50, random: sfc32(1) })
    expect(configs.slice(0, 2)).toEqual([1, 5].map((holdMinutes) => ({ ruleSet: presets.brief, holdMinutes })))
    expect(new Set(configs.map((config) => configKey(config, costs))).size).toBe(50)
    const small = { decisionThresholds: [10], weightScales: [1], boundScales: [1], holdMinutes: [1, 5] }
    expect(sizeOf(small, presets.brief)).toBe(2)
    expect(configsOf({ ruleSet: presets.brief }, small, { count: 50, random: sfc32(1) }).length).toBeLessThanOrEqual(4)
  })

  it('moves weights and bounds of factors of one’s own as those of rules, and draws the same rules beside them', () => {
    const wide = { ...space, boundScales: [1, 2] }
    const configs = configsOf({ ruleSet: presets.brief, own }, wide, { count: 60, random: sfc32(1) })
    expect(configs.slice(0, 2)).toEqual([1, 5].map((holdMinutes) => ({ ruleSet: presets.brief, own, holdMinutes })))
    const scores = new Set(configs.map((config) => JSON.stringify(config.own?.factors[0]?.score)))
    expect(scores).toEqual(new Set([undefined, moved(10, 4, 8), moved(20, 4, 8), moved(10, 2, 10), moved(20, 2, 10)]))
    expect(configs.every((config) => config.own === undefined || config.own.files === own.files)).toBe(true)
    expect(sizeOf(wide, presets.brief, own)).toBe(6 * sizeOf(wide, presets.brief))
  })

  it('knows a configuration by its factors and the hashes of their files, and one that leaves them out by its rules', () => {
    const plain = { ruleSet: presets.brief, holdMinutes: 5 }
    const [file] = own.files
    const changed = { ...own, files: [{ ...file!, sha256: 'b'.repeat(64) }] }
    const keys = [plain, { ...plain, own }, { ...plain, own: changed }].map((config) => configKey(config, costs))
    expect(new Set(keys).size).toBe(3)
    expect(configKey({ ...plain, ruleSet: { ...presets.brief, name: 'other' }, own }, costs)).toBe(keys[1])
  })

  it('keeps opposite bounds opposite, around their middle', () => {
    const [, , ...drawn] = configsOf({ ruleSet: presets.default }, defaultSpace, { count: 30, random: sfc32(2) })
    for (const { ruleSet } of drawn) {
      for (const { bearish, bullish, feature } of ruleSet.factors) {
        const middle = feature === 'buyPressure' ? 50 : 0
        expect(number(bullish) - middle).toBeCloseTo(middle - number(bearish), 9)
      }
    }
  })
})
