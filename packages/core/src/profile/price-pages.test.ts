import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rollingProfile } from './rolling-profile.ts'
import { enterTrade, leaveTrade, type PricePages, pricePages, volumesIn } from './price-pages.ts'
import { profileOf, profileOfPages, type RowRule } from './volume-profile.ts'

/** Trades entering, and some of those that are there leaving; sizes are sixteenths, whose sums are exact. */
const steps = fc.array(
  fc.record({ cents: fc.integer({ min: 9_000, max: 9_400 }), sixteenths: fc.integer({ min: 1, max: 64 }), leaves: fc.nat(9) }),
  { minLength: 1, maxLength: 700, size: 'max' },
)
const rules: fc.Arbitrary<RowRule> = fc.oneof(
  fc.record({ kind: fc.constant('bins' as const), count: fc.integer({ min: 1, max: 60 }) }),
  fc.record({ kind: fc.constant('ticks' as const), tick: fc.constantFrom(0.01, 0.05, 1), maxRows: fc.integer({ min: 1, max: 60 }) }),
)

type Counted = readonly [price: number, size: number]

function play(series: readonly { cents: number; sixteenths: number; leaves: number }[]): { pages: PricePages; left: Counted[] } {
  const pages = pricePages()
  let left: Counted[] = []
  for (const { cents, sixteenths, leaves } of series) {
    enterTrade(pages, cents / 100, sixteenths / 16)
    left.push([cents / 100, sixteenths / 16])
    if (leaves < 4) continue
    // Two leave for every one that comes half of the time: pages fill, thin out and are joined.
    for (const [price, size] of left.slice(0, leaves % 3)) leaveTrade(pages, price, size)
    left = left.slice(leaves % 3)
  }
  return { pages, left }
}

describe('pricePages()', () => {
  it('holds the volumes that a sorted map would', () => {
    fc.assert(
      fc.property(steps, (series) => {
        const { pages, left } = play(series)
        const plain = new Map<number, number>()
        for (const [price, size] of left) plain.set(price, (plain.get(price) ?? 0) + size)
        expect([...volumesIn(pages)]).toEqual([...plain].toSorted(([a], [b]) => a - b))
      }),
    )
  })

  it('gives the profile that is computed from the volumes one by one', () => {
    fc.assert(
      fc.property(steps, rules, (series, rule) => {
        const { pages } = play(series)
        expect(profileOfPages(pages, rule)).toEqual(profileOf(volumesIn(pages), rule))
      }),
    )
  })

  it('keeps no page from which all prices have gone', () => {
    const pages = pricePages()
    for (let price = 1; price <= 64; price++) enterTrade(pages, price, 1)
    for (let price = 33; price <= 60; price++) enterTrade(pages, price + 0.5, 1)
    enterTrade(pages, 65, 1)
    for (let price = 1; price <= 32; price++) leaveTrade(pages, price, 1)
    expect(profileOfPages(pages, { kind: 'bins', count: 1 })).toMatchObject({ low: 33, high: 65, total: 61 })
  })

  it('keeps few pages when prices drift away from where they were', () => {
    const drifting = rollingProfile({ widthUs: 1_000 })
    const state = drifting.init()
    for (let i = 0; i < 20_000; i++) drifting.step(state, { id: i, timeUs: i, price: 100 + (i % 7) / 10 + i, size: 1, aggressor: 'buy' })
    expect([...drifting.volumes(state)]).toHaveLength(1_000)
    expect(state.prices.pages.length).toBeLessThan(70)
  })
})
