import { MINUTE_US, type Us } from '@of/core'
import { analyze, defineFactor, type FactorError, presets } from '@of/signals'
import { ether, simulate } from '@of/sim'
import { describe, expect, it } from 'vitest'
import { featuresWith } from '../testing/features.ts'
import { Desk } from './desk.ts'
import { OwnScore, type TakenSignal } from './own-score.ts'

const START_US: Us = 1_767_621_600_000_000
const product = ether.id
const ruleSet = presets.default
const healthy = { book: { state: 'healthy' }, trades: { state: 'healthy' } } as const
const score = { weight: 70, bullish: { above: 0 }, bearish: { below: 0 } } as const

const silent = (): void => undefined

const broken = (): number => {
  throw new Error('broken')
}

const feed = (desk: Desk, startUs: Us, durationUs: Us): void => {
  for (const arrival of simulate({ seed: 3, startUs, durationUs, products: [{ ...ether, levels: 20 }] }))
    desk.take({ arrivals: [arrival], events: [] })
}

const lineOf = ({ factors }: TakenSignal): TakenSignal['factors'][number] => factors.at(-1)!

describe('OwnScore', () => {
  const steady = defineFactor({
    name: 'steady',
    inputs: { features: ['mid'] },
    lookBackUs: 0,
    score,
    compute: ({ features }) => features.mid,
  })
  const features = featuresWith({ mid: 100 })
  const signal = analyze({ features, sources: healthy }, ruleSet)
  const due = (timeUs: Us) => ({ kind: 'due', product, timeUs, receivedUs: timeUs, features, sources: healthy }) as const

  it('adds a line that sums to the net with the others, in force until the next decision has been missed', () => {
    const own = new OwnScore({ ruleSet, factors: [steady] }, silent)
    expect(lineOf(own.with(signal, product, 0))).toMatchObject({ value: null, reason: 'not read before the next decision' })
    own.seen(due(MINUTE_US))
    const scored = own.with(signal, product, MINUTE_US + 59e6)
    expect(scored).toMatchObject({ direction: 'LONG', net: 70, ruleSet: { name: 'default + steady' } })
    expect(lineOf(scored)).toMatchObject({ factor: 'steady', feature: 'steady', value: 100, contribution: 70, conditions: [] })
    expect(scored.factors.reduce((sum, { contribution }) => sum + contribution, 0)).toBe(scored.net)
    expect(lineOf(own.with(signal, product, 3 * MINUTE_US))).toMatchObject({ value: null, reason: 'not read for two minutes' })
    expect(lineOf(own.with(signal, 'SOL-USD', MINUTE_US)).value).toBeNull()
  })

  it('tells what a factor throws, which costs it its value and nothing else', () => {
    const told: FactorError[] = []
    const own = new OwnScore({ ruleSet, factors: [defineFactor({ ...steady, compute: broken })] }, (error) => told.push(error))
    own.seen(due(MINUTE_US))
    expect(own.with(signal, product, MINUTE_US)).toMatchObject({ net: signal.net, abstained: false })
    expect(lineOf(own.with(signal, product, MINUTE_US))).toMatchObject({ value: null, reason: 'factor steady failed: broken' })
    expect(told).toHaveLength(1)
  })
})

describe('a desk with a factor of one’s own', () => {
  it('gives it no value after a restart until it has been watched for as long as it looks back, and shows it nothing of before', () => {
    const shown: Us[][] = []
    const watching = defineFactor({
      name: 'watching',
      inputs: { features: ['mid'] },
      lookBackUs: MINUTE_US,
      score,
      compute: ({ moments }) => (shown.push(moments.map(({ timeUs }) => timeUs)), moments.length),
    })
    const options = { products: [product], ruleSet }
    const own = (): OwnScore => new OwnScore({ ruleSet, factors: [watching] }, silent)
    const first = new Desk({ ...options, own: own() })
    feed(first, START_US, MINUTE_US + 5e6)
    const valuesOf = (desk: Desk): unknown[] => desk.market(product).decisions.all.map(({ signal }) => lineOf(signal).value)
    expect(valuesOf(first)).toEqual([null])

    const before = { state: structuredClone(first.state), downFromUs: START_US + MINUTE_US + 5e6 }
    shown.length = 0
    const second = new Desk({ ...options, before, own: own() })
    second.wasDown(before)
    const againUs = START_US + 5 * MINUTE_US
    feed(second, againUs, 2 * MINUTE_US + 1e6)
    const taken = second.market(product).decisions.all
    expect(taken.map(({ timeUs }) => timeUs)).toEqual([againUs + MINUTE_US, againUs + 2 * MINUTE_US])
    expect(taken.map(({ signal }) => lineOf(signal).reason ?? lineOf(signal).value)).toEqual(['warming up: 0 s of 60 s', 1])
    expect(shown.flat().every((timeUs) => timeUs > againUs)).toBe(true)
    expect(second.view(product)!.signal.factors.at(-1)).toMatchObject({ factor: 'watching', value: 1 })
  })
})
