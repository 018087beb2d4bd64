import type { FeatureName, FeatureSnapshot } from '@of/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { presets } from '../rules/presets.ts'
import type { FactorRule, RuleSet } from '../rules/rule-set.ts'
import { bearish, bullish, healthy, mixed, quiet, readings, withoutBook } from '../testing/inputs.ts'
import { analyze } from './analyze.ts'
import type { FactorReading } from './signal.ts'

const { brief } = presets

const factorOf = (features: Partial<FeatureSnapshot>, factor: string, ruleSet: RuleSet = presets.default): FactorReading =>
  analyze({ features, sources: healthy }, ruleSet).factors.find((reading) => reading.factor === factor)!

describe('analyze({ features, sources }, ruleSet)', () => {
  it('finds the founding example of a LONG: net +100, strength 1, six reasons', () => {
    const signal = analyze({ features: bullish, sources: healthy }, brief)
    expect(signal).toMatchObject({ direction: 'LONG', net: 100, strength: 1, abstained: false, reachableNet: 110 })
    expect(signal.reasons).toEqual([
      '+30 profile: above the value area, x +1.33 > +1.00',
      '+20 imbalance: more bids, +0.25 > +0.20',
      '+15 momentum: buying, +0.12 > +0.10',
      '+15 VWAP: below VWAP, −1.20 % < −0.50 %',
      '+10 depth: bid support, +0.18 > +0.15',
      '+10 aggressor: 72 % > 65 %',
    ])
  })

  it('finds the founding example of a SHORT: net −110, strength capped at 1, seven reasons', () => {
    const signal = analyze({ features: bearish, sources: healthy }, brief)
    expect(signal).toMatchObject({ direction: 'SHORT', net: -110, strength: 1, abstained: false })
    expect(signal.reasons).toEqual([
      '−30 profile: below the value area, x −1.20 < −1.00',
      '−20 imbalance: more asks, −0.28 < −0.20',
      '−15 momentum: selling, −0.14 < −0.10',
      '−15 VWAP: above VWAP, +1.50 % > +0.50 %',
      '−10 whales: large sells lead, −3 < 0',
      '−10 depth: ask resistance, −0.19 < −0.15',
      '−10 aggressor: 32 % < 35 %',
    ])
  })

  it('says HOLD with strength 0 and one reason when nothing fires', () => {
    const signal = analyze({ features: quiet, sources: healthy }, brief)
    expect(signal).toMatchObject({ direction: 'HOLD', net: 0, strength: 0, abstained: false, reachableNet: 110 })
    expect(signal.reasons).toEqual(['No clear order flow edge (net: +0.00)'])
  })

  it('scores with the preset default unless told otherwise', () => {
    const signal = analyze({ features: mixed, sources: healthy })
    expect(signal).toMatchObject({ direction: 'LONG', net: 70, strength: 0.7, ruleSet: { name: 'default' } })
    expect(signal.factors.map(({ contribution }) => contribution)).toEqual([20, 15, 10, -15, 0, 10, 30])
  })

  it('says what a factor was measured in, against what, and what it added', () => {
    expect(factorOf(mixed, 'vwap')).toEqual({
      factor: 'vwap',
      label: 'VWAP',
      feature: 'vwap24hDeviation',
      value: 1.11,
      unit: 'sigma',
      threshold: 1,
      weight: 15,
      contribution: -15,
      state: 'fired',
      sentence: 'above the 24 h VWAP, +1.11 σ > +1.00 σ',
      conditions: [],
    })
  })

  it.each<[FeatureName, number, number, string]>([
    ['depthImbalanceShell', 0.04, 0.15, '+0.04, needs > +0.15'],
    ['depthImbalanceShell', -0.04, -0.15, '−0.04, needs < −0.15'],
    ['depthImbalanceShell', 0.15, 0.15, '+0.15, needs > +0.15'],
  ])('names the bound on the side of %s %f', (feature, value, threshold, sentence) => {
    expect(factorOf({ ...mixed, ...readings({ [feature]: value }) }, 'depth')).toMatchObject({
      state: 'quiet',
      threshold,
      sentence,
      contribution: 0,
    })
  })

  it.each([
    [72, 65],
    [50, 65],
    [49, 35],
  ])('takes sides about the middle of the bounds: buy pressure %f belongs to %f', (value, threshold) => {
    expect(factorOf(readings({ buyPressure: value }), 'aggressiveness', brief)).toMatchObject({ threshold })
  })

  it('does not fire on a bound', () => {
    const onBounds = {
      imbalance10: 0.2,
      ofiMomentum: -0.1,
      largeNetOrders: 0,
      vwapDeviation: 0.5,
      depthImbalance10: -0.15,
      buyPressure: 65,
      binsProfilePosition: 1,
    }
    expect(analyze({ features: readings(onBounds), sources: healthy }, brief).factors.map(({ state }) => state)).toEqual(
      Array(7).fill('quiet'),
    )
  })

  it('holds a factor back when a condition is not met', () => {
    expect(factorOf({ ...mixed, ...readings({ ofiMomentumZ: 1.2 }) }, 'ofiMomentum')).toMatchObject({
      state: 'held-back',
      contribution: 0,
      sentence: '+0.73 > +0.10, but |z| 1.200 < 1.645',
      conditions: [{ feature: 'ofiMomentumZ', value: 1.2, holds: false }],
    })
  })

  it('names every condition that is not met', () => {
    const features = { ...mixed, ...readings({ takerOrders60: 12, aggressionZ: 1 }) }
    expect(factorOf(features, 'aggressiveness').sentence).toBe('72 % > 65 %, but orders 12 < 20, z 1.000 < 1.645')
  })

  it('does not know a factor whose condition has no value, fired or not', () => {
    for (const value of [0.31, 0.01]) {
      const features = { ...mixed, ...readings({ orderImbalanceMean: value, orderImbalanceRank: 'warming up: 1 h' }) }
      expect(factorOf(features, 'orderImbalance')).toMatchObject({ state: 'unknown', value, contribution: 0, reason: 'warming up: 1 h' })
      expect(analyze({ features, sources: healthy }).reachableNet).toBe(90)
    }
  })

  it.each<[string, Partial<FeatureSnapshot>, string]>([
    ['has no value', readings({ profilePosition: 'coverage 61 % < 90 %' }), 'coverage 61 % < 90 %'],
    ['has no value and no reason', { profilePosition: { value: null } }, 'no value'],
    ['is not a number', readings({ profilePosition: Number.NaN }), 'not a finite number'],
    ['is endless', readings({ profilePosition: Infinity }), 'not a finite number'],
  ])('lists a factor whose feature %s, and lowers the reachable net', (_name, change, reason) => {
    const signal = analyze({ features: { ...mixed, ...change }, sources: healthy })
    expect(signal).toMatchObject({ net: 40, direction: 'HOLD', reachableNet: 80 })
    expect(signal.factors.at(-1)).toMatchObject({
      state: 'unknown',
      value: null,
      contribution: 0,
      threshold: 1,
      reason,
      sentence: `n/a: ${reason}`,
    })
  })

  it('does not know what was left out', () => {
    const signal = analyze({ features: {}, sources: healthy })
    expect(signal).toMatchObject({ direction: 'HOLD', net: 0, reachableNet: 0, abstained: false })
    expect(new Set(signal.factors.map(({ reason }) => reason))).toEqual(new Set(['not measured']))
  })

  it('works without a book on the factors that are left', () => {
    const signal = analyze({ features: bearish, sources: withoutBook }, brief)
    expect(signal).toMatchObject({ direction: 'SHORT', net: -65, strength: 0.65, reachableNet: 65, abstained: false })
    expect(signal.factors.filter(({ state }) => state === 'absent').map(({ factor, reason }) => [factor, reason])).toEqual([
      ['orderImbalance', 'no book'],
      ['ofiMomentum', 'no book'],
      ['depth', 'no book'],
    ])
  })

  it('works on history alone', () => {
    const signal = analyze({ features: mixed, sources: { book: { state: 'absent' }, trades: { state: 'absent' } } })
    expect(signal).toMatchObject({ net: 15, reachableNet: 45, abstained: false })
  })

  it.each([
    ['the book', { ...healthy, book: { state: 'unhealthy', reason: 'resyncing, 14 s' } }, 'book: resyncing, 14 s', 65],
    ['the trades', { ...healthy, trades: { state: 'unhealthy', reason: 'stale, 40 s' } }, 'trades: stale, 40 s', 90],
    [
      'both',
      { book: { state: 'unhealthy', reason: 'crossed' }, trades: { state: 'unhealthy', reason: 'stale' } },
      'book: crossed; trades: stale',
      45,
    ],
  ] as const)('abstains when %s cannot be believed, whatever the features say', (_name, sources, reason, reachableNet) => {
    const signal = analyze({ features: mixed, sources })
    expect(signal).toMatchObject({ direction: 'HOLD', strength: 0, net: null, abstained: true, reason, reachableNet })
    expect(signal.reasons).toEqual([`Abstained: ${reason}`])
    expect(signal.factors.every(({ state, contribution }) => state !== 'unknown' || contribution === 0)).toBe(true)
  })

  it('names the rule set by its hash', () => {
    const hashes = [brief, presets.default].map((ruleSet) => analyze({ features: mixed, sources: healthy }, ruleSet).ruleSet.hash)
    expect(hashes[0]).toMatch(/^[0-9a-f]{64}$/)
    expect(hashes[0]).not.toBe(hashes[1])
  })

  it('refuses a rule set that would not add up', () => {
    const fractions: RuleSet = { ...brief, factors: brief.factors.map((rule) => ({ ...rule, weight: rule.weight / 100 })) }
    expect(() => analyze({ features: quiet, sources: healthy }, fractions)).toThrow(
      'factors[0].weight: expected a whole number of hundredths',
    )
  })

  it('speaks plainly of factors without words', () => {
    const rule: FactorRule = {
      factor: 'lean',
      source: 'book',
      feature: 'imbalance10',
      weight: 50,
      bullish: { above: 0 },
      bearish: { below: 0 },
    }
    const ruleSet: RuleSet = { schema: 1, name: 'mine', decisionThreshold: 40, factors: [rule] }
    expect(analyze({ features: readings({ imbalance10: -0.5 }), sources: healthy }, ruleSet).reasons).toEqual(['−50 lean: −0.50 < +0.00'])
  })

  it('leaves its input as it was and gives data that survives JSON', () => {
    const input = { features: Object.freeze({ ...mixed }), sources: Object.freeze(healthy) }
    const signal = analyze(input)
    expect(JSON.parse(JSON.stringify(signal))).toEqual(signal)
    expect(analyze(input)).toEqual(signal)
  })
})

describe('every state of the seven founding factors', () => {
  const levels = [
    [-0.21, 0.2, 0.21],
    [-0.11, 0, 0.11],
    [-1, 0, 1],
    [0.51, -0.5, -0.51],
    [-0.16, 0.15, 0.16],
    [34.9, 35, 65.1],
    [-1.01, 1, 1.01],
  ] as const
  const signs = brief.factors.reduce<number[][]>((all) => all.flatMap((before) => [-1, 0, 1].map((sign) => [...before, sign])), [[]])
  const states = signs.map((state) =>
    brief.factors.map(({ feature, weight }, at) => {
      const sign = state.at(at) ?? Number.NaN
      return { feature, weight: BigInt(weight), sign, value: levels.at(at)?.at(sign + 1) ?? Number.NaN }
    }),
  )

  it('adds up exactly, and HOLDs on both thresholds', () => {
    let onThreshold = 0
    for (const state of states) {
      const features = readings(Object.fromEntries(state.map(({ feature, value }) => [feature, value])))
      const expected = state.reduce((total, { weight, sign }) => total + weight * BigInt(sign), 0n)
      const { net, direction, strength, factors } = analyze({ features, sources: healthy }, brief)
      if (expected === 40n || expected === -40n) onThreshold += 1
      const size = Number(expected < 0n ? -expected : expected)
      const decided = expected > 40n ? 'LONG' : expected < -40n ? 'SHORT' : 'HOLD'
      expect([net, direction, strength]).toEqual([Number(expected), decided, decided === 'HOLD' ? 0 : Math.min(1, size / 100)])
      expect(factors.map(({ contribution }) => Math.sign(contribution))).toEqual(state.map(({ sign }) => sign))
    }
    expect([states.length, onThreshold]).toEqual([2_187, 154])
  })
})

// Multiples of a power of two, so that reflecting one about its middle is exact.
function sixteenths(min: number, max: number): fc.Arbitrary<number> {
  return fc.integer({ min: min * 16, max: max * 16 }).map((n) => n / 16)
}

function anyOf(values: fc.Arbitrary<number>): fc.Arbitrary<number | string> {
  return fc.oneof({ weight: 5, arbitrary: values }, { weight: 1, arbitrary: fc.constant('unknown') })
}

describe('laws of analyze', () => {
  const snapshots = fc.record({
    imbalance10: anyOf(sixteenths(-1, 1)),
    orderImbalanceMean: anyOf(sixteenths(-1, 1)),
    orderImbalanceRank: anyOf(sixteenths(0, 1)),
    ofiMomentum: anyOf(sixteenths(-1, 1)),
    ofiMomentumZ: anyOf(sixteenths(-3, 3)),
    largeNetOrders: anyOf(fc.integer({ min: -2, max: 2 })),
    whaleNetOrders: anyOf(fc.integer({ min: -2, max: 2 })),
    vwapDeviation: anyOf(sixteenths(-2, 2)),
    vwap24hDeviation: anyOf(sixteenths(-2, 2)),
    depthImbalance10: anyOf(sixteenths(-1, 1)),
    depthImbalanceShell: anyOf(sixteenths(-1, 1)),
    depthImbalanceRank: anyOf(sixteenths(0, 1)),
    buyPressure: anyOf(sixteenths(0, 100)),
    takerOrders60: anyOf(fc.integer({ min: 10, max: 40 })),
    aggressionZ: anyOf(sixteenths(0, 3)),
    profilePosition: anyOf(sixteenths(-2, 2)),
    binsProfilePosition: anyOf(sixteenths(-2, 2)),
  })
  const middles: Readonly<Record<string, number>> = { orderImbalanceRank: 0.5, depthImbalanceRank: 0.5, buyPressure: 50 }
  const unsigned = new Set<string>(['takerOrders60', 'aggressionZ'])
  const mirror = (snapshot: Record<string, number | string>): Record<string, number | string> =>
    Object.fromEntries(
      Object.entries(snapshot).map(([name, value]) =>
        typeof value === 'string' || unsigned.has(name) ? [name, value] : [name, 2 * (middles[name] ?? 0) - value],
      ),
    )
  const opposite = { LONG: 'SHORT', SHORT: 'LONG', HOLD: 'HOLD' } as const
  const both = fc.constantFrom(brief, presets.default)
  const sources = fc.constantFrom(healthy, withoutBook)

  it('gives the opposite signal for mirrored features', () => {
    fc.assert(
      fc.property(snapshots, both, sources, (snapshot, ruleSet, from) => {
        const signal = analyze({ features: readings(snapshot), sources: from }, ruleSet)
        const mirrored = analyze({ features: readings(mirror(snapshot)), sources: from }, ruleSet)
        expect(mirrored.direction).toBe(opposite[signal.direction])
        expect(mirrored.net! + signal.net!).toBe(0)
        expect(mirrored.strength).toBe(signal.strength)
        expect(mirrored.reachableNet).toBe(signal.reachableNet)
        expect(mirrored.factors.map(({ state }) => state)).toEqual(signal.factors.map(({ state }) => state))
      }),
    )
  })

  it('adds nothing for what is unknown, and never reaches beyond the reachable', () => {
    fc.assert(
      fc.property(snapshots, both, sources, (snapshot, ruleSet, from) => {
        const { net, reachableNet, factors } = analyze({ features: readings(snapshot), sources: from }, ruleSet)
        const unknown = factors.filter(({ state }) => state === 'unknown' || state === 'absent')
        expect(unknown.every(({ contribution, reason }) => contribution === 0 && reason !== undefined)).toBe(true)
        expect(reachableNet).toBe(110 - unknown.reduce((total, { weight }) => total + weight, 0))
        expect(Math.abs(net!)).toBeLessThanOrEqual(reachableNet)
        expect(factors.reduce((total, { contribution }) => total + contribution, 0)).toBe(net)
      }),
    )
  })

  it('gives one reason for each factor that fired', () => {
    fc.assert(
      fc.property(snapshots, both, (snapshot, ruleSet) => {
        const { reasons, factors } = analyze({ features: readings(snapshot), sources: healthy }, ruleSet)
        expect(reasons).toHaveLength(Math.max(1, factors.filter(({ state }) => state === 'fired').length))
      }),
    )
  })
})
