import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { presets } from './presets.ts'
import type { FactorRule, RuleSet } from './rule-set.ts'
import { ruleSetHash, shortHash } from './rule-set-hash.ts'

const factor: FactorRule = {
  factor: 'f',
  source: 'book',
  feature: 'imbalance10',
  weight: 1,
  bullish: { above: 0.2 },
  bearish: { below: -0.2 },
}

const tiny: RuleSet = {
  schema: 1,
  name: 'tiny',
  decisionThreshold: 0,
  factors: [factor],
}

describe('ruleSetHash(ruleSet)', () => {
  it('is the SHA-256 of the JSON with sorted keys', () => {
    const json =
      '{"decisionThreshold":0,"factors":[{"bearish":{"below":-0.2},"bullish":{"above":0.2},"factor":"f","feature":"imbalance10","source":"book","weight":1}],"name":"tiny","schema":1}'
    expect(ruleSetHash(tiny)).toBe(createHash('sha256').update(json).digest('hex'))
  })

  it('does not depend on the order of keys', () => {
    const { schema, name, decisionThreshold, factors } = tiny
    const turned: RuleSet = { factors, decisionThreshold, name, schema }
    expect(ruleSetHash(turned)).toBe(ruleSetHash(tiny))
  })

  it('tells apart any two rule sets that differ in a number', () => {
    const heavier: RuleSet = { ...tiny, factors: [{ ...factor, weight: 2 }] }
    expect(new Set([tiny, heavier, presets.brief, presets.default].map(ruleSetHash)).size).toBe(4)
  })
})

describe('shortHash(hash)', () => {
  it('keeps the first seven digits', () => {
    expect(shortHash('9f3c21e55aa')).toBe('9f3c21e')
  })
})
