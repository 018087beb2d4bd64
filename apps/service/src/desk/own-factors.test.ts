import { MINUTE_US, type Us } from '@of/core'
import { defineFactor, OwnScore, presets } from '@of/signals'
import { ether, simulate } from '@of/sim'
import { describe, expect, it } from 'vitest'
import type { TakenDecision } from '../market/decisions.ts'
import { Desk } from './desk.ts'

const START_US: Us = 1_767_621_600_000_000
const product = ether.id
const ruleSet = presets.default
const score = { weight: 70, bullish: { above: 0 }, bearish: { below: 0 } } as const

const feed = (desk: Desk, startUs: Us, durationUs: Us): void => {
  for (const arrival of simulate({ seed: 3, startUs, durationUs, products: [{ ...ether, levels: 20 }] }))
    desk.take({ arrivals: [arrival], events: [] })
}

const lineOf = ({ factors }: TakenDecision['signal']): TakenDecision['signal']['factors'][number] => factors.at(-1)!

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
    const own = (): OwnScore => new OwnScore({ ruleSet, factors: [watching] })
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
