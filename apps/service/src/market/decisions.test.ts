import { MINUTE_US } from '@of/core'
import { analyze, presets } from '@of/signals'
import { describe, expect, it } from 'vitest'
import { featuresWith } from '../testing/features.ts'
import { Decisions, HORIZONS_US, signalOf } from './decisions.ts'

const sources = { book: { state: 'healthy' }, trades: { state: 'healthy' } } as const
const hold = analyze({ features: featuresWith({ mid: 100 }), sources }, presets.default)
const withDirection = (direction: 'LONG' | 'SHORT') => ({ ...hold, direction, abstained: false })

describe('decisions', () => {
  it.each([
    ['LONG', 1],
    ['SHORT', -1],
  ] as const)('are marked out in the direction of %s, as each horizon is reached', (direction, sign) => {
    const decisions = new Decisions('BTC-USD')
    decisions.onDecision(0, withDirection(direction), 100)
    const states = (): string[] => decisions.all[0]!.markouts.map(({ state }) => state)
    HORIZONS_US.forEach((afterUs, i) => {
      decisions.onMid(afterUs - 1, 555)
      expect(states()[i]).toBe('open')
      decisions.onMid(afterUs, 101 + i)
      expect(decisions.all[0]!.markouts[i]).toEqual({ afterUs, bps: expect.closeTo(sign * 100 * (1 + i), 9) as number, state: 'known' })
    })
  })

  it('say so where the mid of a horizon is not known, or was skipped', () => {
    const decisions = new Decisions('BTC-USD')
    decisions.onDecision(0, withDirection('LONG'), 100)
    decisions.onMid(MINUTE_US, null)
    decisions.onMid(6 * MINUTE_US, 101)
    expect(decisions.all[0]!.markouts.map(({ bps, state }) => [state, bps])).toEqual([
      ['unknown', null],
      ['unknown', null],
      ['open', null],
    ])
  })

  it('without a direction or a mid have nothing to be measured', () => {
    const decisions = new Decisions('BTC-USD')
    decisions.onDecision(0, { ...hold, direction: 'HOLD', abstained: false }, 100)
    decisions.onDecision(1, withDirection('LONG'), null)
    decisions.onMid(MINUTE_US, 101)
    expect(decisions.all.flatMap(({ markouts }) => markouts.map(({ state }) => state))).toEqual(Array.from({ length: 6 }, () => 'unknown'))
  })

  it('count every change, so that what changed can be told', () => {
    const decisions = new Decisions('BTC-USD')
    decisions.onDecision(0, withDirection('LONG'), 100)
    const before = decisions.changes
    decisions.onMid(MINUTE_US, 101)
    expect(decisions.changes).toBe(before + 1)
    expect(decisions.all.filter(({ changed }) => changed > before)).toHaveLength(1)
  })

  it('are kept for a day', () => {
    const decisions = new Decisions('BTC-USD')
    for (let minute = 0; minute < 2_000; minute++) decisions.onDecision(minute * MINUTE_US, withDirection('LONG'), 100)
    expect(decisions.all).toHaveLength(1_440)
    expect(decisions.taken.LONG).toBe(2_000)
  })
})

describe('the signal of a decision', () => {
  const features = featuresWith({ mid: 100 })
  const told = (given: typeof sources | { book: { state: 'unhealthy'; reason: string }; trades: { state: 'healthy' } }) => {
    const { abstained, direction, net, reachableNet, reason, strength } = analyze({ features, sources: given }, presets.default)
    return { timeUs: 0, direction, strength, net, reachableNet, abstained, contributions: {}, ...(reason === undefined ? {} : { reason }) }
  }
  const lost = { book: { state: 'unhealthy', reason: 'book resyncing: gap' }, trades: { state: 'healthy' } } as const

  it('is found though the sources have changed since', () => {
    expect(signalOf(told(sources), { features, sources: lost, ruleSet: presets.default })).toEqual(
      analyze({ features, sources }, presets.default),
    )
    const abstained = signalOf(told(lost), { features, sources, ruleSet: presets.default })
    expect(abstained).toMatchObject({ abstained: true, net: null, direction: 'HOLD' })
  })

  it('carries no evidence where none agrees with it', () => {
    const other = { ...told(sources), direction: 'LONG' as const, net: 77 }
    expect(signalOf(other, { features, sources, ruleSet: presets.default })).toMatchObject({
      direction: 'LONG',
      net: 77,
      factors: [],
      reasons: [],
    })
  })
})
