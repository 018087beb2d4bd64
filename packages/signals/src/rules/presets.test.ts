import { featureTable } from '@of/core'
import { describe, expect, it } from 'vitest'
import { presetNamed, presets } from './presets.ts'

describe('presets', () => {
  it.each(Object.values(presets))('$name has the weights of the founding table and decides beyond 40', ({ factors, decisionThreshold }) => {
    expect(decisionThreshold).toBe(40)
    expect(Object.fromEntries(factors.map(({ factor, weight }) => [factor, weight]))).toEqual({
      orderImbalance: 20,
      ofiMomentum: 15,
      whales: 10,
      vwap: 15,
      depth: 10,
      aggressiveness: 10,
      profile: 30,
    })
  })

  it.each(Object.values(presets))('$name names the source that each feature has', ({ factors }) => {
    for (const { source, feature } of factors) expect(source).toBe(featureTable[feature].source)
  })

  it('scores without noise filters in brief, with them in default', () => {
    expect(presets.brief.factors.flatMap(({ conditions = [] }) => conditions)).toEqual([])
    const filtered = presets.default.factors.map(({ factor, conditions = [] }) => [factor, conditions.length])
    expect(Object.fromEntries(filtered)).toMatchObject({ orderImbalance: 1, ofiMomentum: 1, depth: 1, aggressiveness: 2, vwap: 0 })
  })
})

describe('presetNamed(name)', () => {
  it('finds a preset by its name and nothing else', () => {
    expect(presetNamed('brief')).toBe(presets.brief)
    expect(presetNamed('default')).toBe(presets.default)
    expect(presetNamed('toString')).toBeUndefined()
  })
})
