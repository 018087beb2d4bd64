import { MINUTE_US } from '@of/core'
import { describe, expect, it } from 'vitest'
import { presets } from '../rules/presets.ts'
import { ruleSetHash } from '../rules/rule-set-hash.ts'
import { analyze } from '../score/analyze.ts'
import { bullish, healthy, mixed } from '../testing/inputs.ts'
import { inputAt } from '../testing/made-up-source.ts'
import { defineFactor } from './define-factor.ts'
import { scoreIdentity, scoreSource } from './score-source.ts'

const against = defineFactor({
  name: 'pressure',
  unit: '%',
  inputs: { features: ['buyPressure'] },
  lookBackUs: 0,
  compute: ({ features }) => features.buyPressure,
  score: { weight: 70, bullish: { below: 30 }, bearish: { above: 70 }, words: { bearish: 'too many buyers' } },
})
const ruleSet = presets.default
const sha256 = 'a'.repeat(64)
const broken = (): number => {
  throw new Error('broken')
}

describe('scoreSource({ ruleSet, factors })', () => {
  it('adds the factors to the rules: every line sums to the net, against the threshold of the rules', () => {
    const source = scoreSource({ ruleSet, factors: [against] })
    const input = inputAt(0, { features: mixed })
    const rules = analyze(input, ruleSet)
    const both = source.decide(source.init(), input)
    expect(rules.direction).toBe('LONG')
    expect(both).toMatchObject({ direction: 'HOLD', net: rules.net! - 70, reachableNet: rules.reachableNet + 70 })
    expect(both.factors.slice(0, -1)).toEqual(rules.factors)
    expect(both.factors.at(-1)).toMatchObject({ factor: 'pressure', value: 72, contribution: -70, state: 'fired' })
    expect(both.factors.reduce((sum, { contribution }) => sum + contribution, 0)).toBe(both.net)
    expect(both.reasons[0]).toBe('−70 pressure: too many buyers, 72 % > 70 %')
  })

  it('is the rules alone without factors, under their own hash', () => {
    const source = scoreSource({ ruleSet, factors: [] })
    const input = inputAt(0, { features: bullish })
    expect(source.decide(source.init(), input)).toEqual(analyze(input, ruleSet))
    expect(scoreIdentity({ ruleSet, factors: [] })).toEqual({ name: 'default', hash: ruleSetHash(ruleSet) })
  })

  it('abstains where the rules do, and still tells every line', () => {
    const source = scoreSource({ ruleSet, factors: [against] })
    const sources = { ...healthy, book: { state: 'unhealthy', reason: 'resyncing' } } as const
    const abstained = source.decide(source.init(), { ...inputAt(0, { features: mixed }), sources })
    expect(abstained).toMatchObject({ abstained: true, net: null, direction: 'HOLD' })
    expect(abstained.factors.at(-1)).toMatchObject({ factor: 'pressure', value: 72 })
  })

  it('has another hash with another factor, and with other code', () => {
    const hashes = [
      scoreIdentity({ ruleSet, factors: [against] }),
      scoreIdentity({ ruleSet, factors: [{ ...against, lookBackUs: MINUTE_US }] }),
      scoreIdentity({ ruleSet, factors: [against], files: [{ name: 'mine.mjs', sha256 }] }),
      scoreIdentity({ ruleSet: presets.brief, factors: [against] }),
    ].map(({ hash }) => hash)
    expect(new Set(hashes).size).toBe(4)
  })

  it('throws what a factor throws, or goes on without it where somebody is told', () => {
    const input = inputAt(0, { features: mixed })
    const strict = scoreSource({ ruleSet, factors: [{ ...against, compute: broken }] })
    expect(() => strict.decide(strict.init(), input)).toThrow('factor pressure failed: broken')
    const told: string[] = []
    const going = scoreSource({ ruleSet, factors: [{ ...against, compute: broken }], onFailure: ({ message }) => told.push(message) })
    const reading = going.decide(going.init(), input)
    expect(reading.net).toBe(analyze(input, ruleSet).net)
    expect(reading.factors.at(-1)).toMatchObject({ state: 'unknown', reason: 'factor pressure failed: broken' })
    expect(told).toEqual(['factor pressure failed: broken'])
  })

  it('refuses a factor without a score, and one with the name of a rule', () => {
    const { score: _none, ...bare } = against
    expect(() => scoreSource({ factors: [bare] })).toThrow(
      'factor pressure: score: expected { weight, bullish, bearish }, received nothing',
    )
    expect(() => scoreSource({ factors: [{ ...against, name: 'vwap' }] })).toThrow('factor vwap: name: expected one that no rule has')
  })
})
