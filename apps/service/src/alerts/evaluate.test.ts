import type { AlertRule } from '@of/api'
import { type FeatureName, MINUTE_US } from '@of/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { featuresWith } from '../testing/features.ts'
import { forgetRule, noRulesState, onSeen, type Seen } from './evaluate.ts'

const product = 'BTC-USD'
const rule = (when: AlertRule['when'], quietSeconds = 0): AlertRule => ({ id: 'r', when, quietSeconds })
const reading = (second: number, known: Partial<Record<FeatureName, number>>): Seen => ({
  kind: 'features',
  product,
  timeUs: second * 1e6,
  features: featuresWith(known),
})

/** The seconds at which a rule fires. */
const firings = (one: AlertRule, seen: readonly Seen[]): number[] => {
  const state = noRulesState()
  return seen.flatMap((each) => onSeen(state, [one], each).map(({ timeUs }) => timeUs / 1e6))
}

describe('onSeen(state, rules, seen)', () => {
  const above = rule({ on: 'feature', feature: 'ofi', is: 'above', value: 5 })

  it('fires once for a value that passes a bound, and again only after it was known to be back', () => {
    const values = [9, 9, undefined, 9, 5, 6, undefined, 4, undefined, 7]
    const seen = values.map((ofi, second) => reading(second, ofi === undefined ? {} : { ofi }))
    expect(firings(above, seen)).toEqual([0, 5, 9])
  })

  it('never fires twice within its quiet seconds, and as often as the value crosses without any', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(4, 6), { maxLength: 60 }), fc.integer({ min: 0, max: 20 }), (values, quiet) => {
        const seen = values.map((ofi, second) => reading(second, { ofi }))
        const crossings = values.flatMap((value, at) => (value > 5 && (values[at - 1] ?? 0) <= 5 ? [at] : []))
        const fired = firings({ ...above, quietSeconds: quiet }, seen)
        expect(crossings).toEqual(expect.arrayContaining(fired))
        expect(fired.slice(1).every((second, at) => second - fired[at]! >= quiet)).toBe(true)
        if (quiet === 0) expect(fired).toEqual(crossings)
      }),
      { numRuns: 50 },
    )
  })

  it('says what the value is and which bound it passed', () => {
    expect(onSeen(noRulesState(), [above], reading(1, { ofi: 6.5 }))).toEqual([
      { rule: 'r', product, timeUs: 1e6, text: 'BTC-USD: ofi is 6.5, above 5', value: 6.5 },
    ])
  })

  it('says numbers in as many digits as a person reads, and holds the whole', () => {
    const value = 1.132_875_989_795_9
    const [fired] = onSeen(noRulesState(), [rule({ on: 'feature', feature: 'ofi', is: 'above', value: 1 })], reading(1, { ofi: value }))
    expect(fired).toMatchObject({ text: 'BTC-USD: ofi is 1.132876, above 1', value })
    const order = {
      firstTradeId: 1,
      timeUs: 1,
      aggressor: 'buy',
      price: 100_153.762_130_45,
      size: 1.35874067,
      fills: 3,
      whale: false,
    } as const
    const seen: Seen = { kind: 'order', product, timeUs: 1, order: { ...order, notional: 136_082.98 } }
    const [whale] = onSeen(noRulesState(), [rule({ on: 'whale', minNotional: 1 })], seen)
    expect(whale).toMatchObject({ text: 'BTC-USD: a taker bought 1.35874067 at 100153.76, 136083 USD in all', value: 136_082.98 })
  })

  it('fires when a decision changes to one that is meant, not while it stays', () => {
    const says = ['HOLD', 'LONG', 'LONG', 'abstained', 'LONG', 'SHORT', 'SHORT'] as const
    const seen = says.map((said, at): Seen => ({ kind: 'signal', product, timeUs: at * MINUTE_US, says: said }))
    expect(firings(rule({ on: 'signal', to: ['LONG', 'SHORT'] }), seen)).toEqual([60, 240, 300])
  })

  it('fires for every order that is worth as much', () => {
    const seen = [49_999, 50_000, 80_000].map((notional, at): Seen => {
      const order = {
        firstTradeId: at,
        timeUs: at * 1e6,
        aggressor: 'buy' as const,
        price: 100,
        size: notional / 100,
        notional,
        fills: 1,
        whale: true,
      }
      return { kind: 'order', product, timeUs: at * 1e6, order }
    })
    expect(firings(rule({ on: 'whale', minNotional: 50_000 }), seen)).toEqual([1, 2])
  })

  it('fires when a matter of quality goes bad, each matter by itself', () => {
    const matters = [
      [0, 'stale', false],
      [1, 'stale', true],
      [2, 'book-lost', true],
      [3, 'stale', true],
      [4, 'audit', true],
    ] as const
    const seen = matters.map(([second, of, isBad]): Seen => ({ kind: 'quality', product, timeUs: second * 1e6, of, isBad, detail: 'why' }))
    expect(firings(rule({ on: 'quality', of: ['stale', 'book-lost'] }), seen)).toEqual([1, 2])
  })

  it('looks at the products that it is about, and at none of what belongs to no product then', () => {
    const some = { ...rule({ on: 'quality', of: ['store'] }), products: ['ETH-USD'] }
    expect(firings(some, [{ kind: 'quality', product: null, timeUs: 0, of: 'store', isBad: true, detail: '' }])).toEqual([])
    expect(firings({ ...above, products: ['ETH-USD'] }, [reading(0, { ofi: 9 })])).toEqual([])
  })

  it('knows nothing of a rule that was forgotten', () => {
    const state = noRulesState()
    expect(onSeen(state, [above], reading(0, { ofi: 9 }))).toHaveLength(1)
    forgetRule(state, 'r')
    expect(onSeen(state, [above], reading(1, { ofi: 9 }))).toHaveLength(1)
    expect([...state.held.keys()]).toEqual(['r BTC-USD'])
  })
})
