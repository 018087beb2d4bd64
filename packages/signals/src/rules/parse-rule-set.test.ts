import { describe, expect, it } from 'vitest'
import { checkedHash, parseRuleSet } from './parse-rule-set.ts'
import { presets } from './presets.ts'
import type { FactorRule, RuleSet } from './rule-set.ts'
import { RuleSetError, type RuleSetIssue } from './rule-set-error.ts'
import { ruleSetHash } from './rule-set-hash.ts'

const factor: FactorRule = {
  factor: 'lean',
  source: 'book',
  feature: 'imbalance10',
  weight: 50,
  bullish: { above: 0.2 },
  bearish: { below: -0.2 },
}
const ruleSet: RuleSet = { schema: 1, name: 'mine', decisionThreshold: 40, factors: [factor] }

function issuesOf(data: unknown): readonly RuleSetIssue[] {
  try {
    parseRuleSet(data)
  } catch (error) {
    if (error instanceof RuleSetError) return error.issues
    throw error
  }
  return []
}

describe('parseRuleSet(data)', () => {
  it('reads what JSON gives back', () => {
    for (const preset of Object.values(presets)) expect(parseRuleSet(JSON.parse(JSON.stringify(preset)))).toEqual(preset)
  })

  it('freezes what it read, so that its hash stays true', () => {
    const parsed = parseRuleSet(ruleSet)
    expect([parsed, parsed.factors, parsed.factors.at(0), parsed.factors.at(0)?.bullish].map(Object.isFrozen)).toEqual([
      true,
      true,
      true,
      true,
    ])
    expect(() => Object.assign(parsed.factors.at(0)!, { weight: 99 })).toThrow(TypeError)
  })

  it.each<[string, unknown, string, string]>([
    ['no object', 'mine', '', 'expected object, received string'],
    ['another version', { ...ruleSet, schema: 2 }, 'schema', 'expected 1, received 2'],
    ['no name', { ...ruleSet, name: '' }, 'name', 'expected a text that is not empty, received ""'],
    [
      'a fraction as threshold',
      { ...ruleSet, decisionThreshold: 0.4 },
      'decisionThreshold',
      'expected a whole number of hundredths, 0 or more, received 0.4',
    ],
    ['a negative threshold', { ...ruleSet, decisionThreshold: -1 }, 'decisionThreshold', 'received -1'],
    ['no factors', { ...ruleSet, factors: [] }, 'factors', 'expected at least one factor'],
    ['an unknown key', { ...ruleSet, factor: [] }, '', 'unrecognized key: "factor"'],
    ['a name used twice', { ...ruleSet, factors: [factor, factor] }, 'factors[1].factor', 'expected a name used once, received lean'],
  ])('rejects %s', (_name, data, path, message) => {
    const issues = issuesOf(data)
    expect(issues.map((issue) => issue.path)).toEqual([path])
    expect(issues.at(0)?.message).toContain(message)
  })

  it.each<[string, object, string, string]>([
    ['a fraction as weight', { weight: 0.2 }, 'weight', 'expected a whole number of hundredths, above 0, received 0.2'],
    ['a weight of zero', { weight: 0 }, 'weight', 'received 0'],
    ['a weight as text', { weight: '20' }, 'weight', 'received "20"'],
    ['a feature that there is not', { feature: 'imbalanceTen' }, 'feature', 'expected the name of a feature, received "imbalanceTen"'],
    ['a feature of the object prototype', { feature: 'constructor' }, 'feature', 'expected the name of a feature'],
    ['a source that there is not', { source: 'news' }, 'source', 'expected book, trades or history, received "news"'],
    ['another source than the feature has', { source: 'trades' }, 'source', 'expected book for imbalance10, received trades'],
    ['two bounds on the same side', { bearish: { above: 0.5 } }, 'bearish', 'expected below: 0.2 or less'],
    ['bounds that overlap', { bearish: { below: 0.3 } }, 'bearish', 'expected below: 0.2 or less'],
    ['mirrored bounds that overlap', { bullish: { below: 0.3 }, bearish: { above: 0.2 } }, 'bearish', 'expected above: 0.3 or more'],
    ['two mirrored bounds on the same side', { bullish: { below: -0.2 } }, 'bearish', 'expected above: -0.2 or more'],
    [
      'a bound without a number',
      { bullish: { above: Number.NaN } },
      'bullish',
      'expected { above: number } or { below: number }, received {',
    ],
    ['a bound with two sides', { bullish: { above: 1, below: 2 } }, 'bullish', 'expected { above: number } or { below: number }'],
    ['a misspelt key', { condition: [] }, '', 'unrecognized key: "condition"'],
    ['a condition without a bound', { conditions: [{ feature: 'ofiMomentumZ' }] }, 'conditions[0]', 'expected a feature with atLeast'],
    [
      'a condition with two',
      { conditions: [{ feature: 'ofiMomentumZ', atLeast: 1, absAtLeast: 1 }] },
      'conditions[0]',
      'expected a feature',
    ],
    [
      'a range upside down',
      { conditions: [{ feature: 'orderImbalanceRank', outside: [0.9, 0.1] }] },
      'conditions[0].outside',
      'expected [low, high], received [0.9,0.1]',
    ],
    [
      'a size that is always met',
      { conditions: [{ feature: 'ofiMomentumZ', absAtLeast: 0 }] },
      'conditions[0].absAtLeast',
      'expected a number above 0, received 0',
    ],
    ['a condition on nothing', { conditions: [{ feature: 'luck', atLeast: 1 }] }, 'conditions[0]', 'expected a feature'],
    ['words that are not words', { words: { bullish: 1 } }, 'words.bullish', 'expected a text that is not empty, received 1'],
  ])('rejects a factor with %s', (_name, change, path, message) => {
    const issues = issuesOf({
      ...ruleSet,
      factors: [
        { ...factor, factor: 'first' },
        { ...factor, ...change },
      ],
    })
    expect(issues.map((issue) => issue.path)).toEqual([path === '' ? 'factors[1]' : `factors[1].${path}`])
    expect(issues.at(0)?.message).toContain(message)
  })

  it('accepts bounds that touch, for a factor that fires on any sign', () => {
    expect(issuesOf({ ...ruleSet, factors: [{ ...factor, bullish: { below: 0 }, bearish: { above: 0 } }] })).toEqual([])
  })

  it('names everything that is wrong at once, in one sentence', () => {
    const data = { ...ruleSet, name: '', decisionThreshold: -5 }
    expect(issuesOf(data)).toHaveLength(2)
    expect(() => parseRuleSet(data)).toThrow(
      'invalid rule set: name: expected a text that is not empty, received ""; decisionThreshold: expected a whole number of hundredths, 0 or more, received -5',
    )
  })
})

describe('checkedHash(ruleSet)', () => {
  it('is the hash, whether or not the rule set was parsed before', () => {
    expect(checkedHash(ruleSet)).toBe(ruleSetHash(ruleSet))
    expect(checkedHash(presets.default)).toBe(ruleSetHash(presets.default))
  })

  it('refuses a rule set that was never checked and is wrong', () => {
    expect(() => checkedHash({ ...ruleSet, decisionThreshold: 0.4 })).toThrow(RuleSetError)
  })
})
