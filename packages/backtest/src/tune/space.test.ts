import { presets } from '@of/signals'
import { sfc32 } from '@of/stats'
import { describe, expect, it } from 'vitest'
import { configKey } from './registry.ts'
import { configsOf, defaultSpace, sizeOf } from './space.ts'

const space = { decisionThresholds: [10, 40], weightScales: [0, 1, 2], boundScales: [1], holdMinutes: [1, 5] }
const costs = { feeBps: 0.2, notional: 1000, latencyUs: 100_000 }
const number = (bound: object) => Number(Object.values(bound)[0])

describe('configsOf(base, space, count, random)', () => {
  it('begins with the rules themselves, repeats none, and ends where the space does', () => {
    const configs = configsOf(presets.brief, space, 50, sfc32(1))
    expect(configs.slice(0, 2)).toEqual([1, 5].map((holdMinutes) => ({ ruleSet: presets.brief, holdMinutes })))
    expect(new Set(configs.map((config) => configKey(config, costs))).size).toBe(50)
    const small = { decisionThresholds: [10], weightScales: [1], boundScales: [1], holdMinutes: [1, 5] }
    expect(sizeOf(small, presets.brief)).toBe(2)
    expect(configsOf(presets.brief, small, 50, sfc32(1)).length).toBeLessThanOrEqual(4)
  })

  it('keeps opposite bounds opposite, around their middle', () => {
    const [, , ...drawn] = configsOf(presets.default, defaultSpace, 30, sfc32(2))
    for (const { ruleSet } of drawn) {
      for (const { bearish, bullish, feature } of ruleSet.factors) {
        const middle = feature === 'buyPressure' ? 50 : 0
        expect(number(bullish) - middle).toBeCloseTo(middle - number(bearish), 9)
      }
    }
  })
})
