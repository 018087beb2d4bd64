import { featureNames, type FeatureSnapshot, MINUTE_US, recordOf, type Us } from '@of/core'
import { describe, expect, it } from 'vitest'
import { presets } from '../rules/presets.ts'
import { analyze } from '../score/analyze.ts'
import { healthy } from '../testing/inputs.ts'
import { defineFactor } from './define-factor.ts'
import type { FactorError } from './factor-error.ts'
import { OwnScore, type ToldLine, type ToldSignal } from './own-score.ts'

const product = 'ETH-USD'
const ruleSet = presets.default
const steady = defineFactor({
  name: 'steady',
  inputs: { features: ['mid'] },
  lookBackUs: 0,
  score: { weight: 70, bullish: { above: 0 }, bearish: { below: 0 } },
  compute: ({ features }) => features.mid,
})
const features: FeatureSnapshot = recordOf(featureNames, (name) =>
  name === 'mid' ? { value: 100 } : { value: null, reason: 'not of this test' },
)
const signal = analyze({ features, sources: healthy }, ruleSet)
const due = (timeUs: Us) => ({ kind: 'due', product, timeUs, receivedUs: timeUs, features, sources: healthy }) as const
const lineOf = ({ factors }: ToldSignal): ToldLine => factors.at(-1)!

const broken = (): number => {
  throw new Error('broken')
}

describe('OwnScore', () => {
  it('adds a line that sums to the net with the others, in force until the next decision has been missed', () => {
    const own = new OwnScore({ ruleSet, factors: [steady] })
    expect(lineOf(own.with(signal, product, 0))).toMatchObject({ value: null, reason: 'not read before the next decision' })
    own.seen(due(MINUTE_US))
    expect(lineOf(own.with(signal, product, MINUTE_US - 1))).toMatchObject({ value: null, reason: 'not read before the next decision' })
    const scored = own.with(signal, product, MINUTE_US + 59e6)
    expect(scored).toMatchObject({ direction: 'LONG', net: 70, ruleSet: { name: 'default + steady' } })
    expect(lineOf(scored)).toMatchObject({ factor: 'steady', feature: 'steady', value: 100, contribution: 70, conditions: [] })
    expect(scored.factors.reduce((sum, { contribution }) => sum + contribution, 0)).toBe(scored.net)
    expect(lineOf(own.with(signal, product, 3 * MINUTE_US))).toMatchObject({ value: null, reason: 'not read for two minutes' })
    expect(lineOf(own.with(signal, 'SOL-USD', MINUTE_US)).value).toBeNull()
  })

  it('is the signal of the rules, itself, without factors', () => {
    const own = new OwnScore({ ruleSet, factors: [] })
    own.seen(due(MINUTE_US))
    expect(own.with(signal, product, MINUTE_US)).toBe(signal)
    expect(own.identity).toEqual(signal.ruleSet)
  })

  it('tells what a factor throws, which costs it its value and nothing else, and throws it on where nobody is told', () => {
    const told: FactorError[] = []
    const factors = [defineFactor({ ...steady, compute: broken })]
    const own = new OwnScore({ ruleSet, factors, onFailure: (error) => told.push(error) })
    own.seen(due(MINUTE_US))
    expect(own.with(signal, product, MINUTE_US)).toMatchObject({ net: signal.net, abstained: false })
    expect(lineOf(own.with(signal, product, MINUTE_US))).toMatchObject({ value: null, reason: 'factor steady failed: broken' })
    expect(told).toHaveLength(1)
    expect(() => new OwnScore({ ruleSet, factors }).seen(due(MINUTE_US))).toThrow('factor steady failed: broken')
  })
})
