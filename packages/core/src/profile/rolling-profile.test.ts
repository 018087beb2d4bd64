import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Trade } from '../market.ts'
import { trades } from '../testing/arbitraries.ts'
import { timedIndicatorContract } from '../testing/indicator-contract.ts'
import { rollingProfile } from './rolling-profile.ts'

const widthUs = 10_000_000
const profile = rollingProfile({ widthUs })

function at(timeUs: number, price: number, size: number): Trade {
  return { id: 1, timeUs, price, size, aggressor: 'buy' }
}

describe('rollingProfile({ widthUs })', () => {
  timedIndicatorContract({ ...profile, read: (state) => [profile.trades(state), ...profile.volumes(state)] }, trades)

  it('equals a plain histogram of the trades in the window', () => {
    fc.assert(
      fc.property(fc.array(trades, { maxLength: 200 }), fc.nat(15_000_000), (series, idleUs) => {
        const state = profile.init()
        for (const trade of series) profile.step(state, trade)
        const nowUs = Math.max(0, ...series.map(({ timeUs }) => timeUs)) + idleUs
        profile.advance(state, nowUs)
        const inside = series.filter(({ timeUs }) => timeUs > nowUs - widthUs)
        const plain = new Map<number, number>()
        for (const { price, size } of inside) plain.set(price, (plain.get(price) ?? 0) + size)
        const read = [...profile.volumes(state)].toSorted(([a], [b]) => a - b)
        expect(profile.trades(state)).toBe(inside.length)
        expect(read.map(([price]) => price)).toEqual([...plain.keys()].sort((a, b) => a - b))
        for (const [price, volume] of read) expect(volume).toBeCloseTo(plain.get(price)!, 12)
      }),
    )
  })

  it('forgets a price with its last trade, and nothing of it stays', () => {
    const state = profile.init()
    profile.step(state, at(1, 100, 0.1))
    profile.step(state, at(2, 100, 0.2))
    profile.step(state, at(5, 101, 7))
    profile.advance(state, widthUs + 2)
    expect([...profile.volumes(state)]).toEqual([[101, 7]])
  })

  it('feels nothing of a whale that has left', () => {
    const state = profile.init()
    profile.step(state, at(1, 100, 1e12))
    profile.step(state, at(2, 100, 1e-8))
    profile.advance(state, widthUs + 1)
    expect([...profile.volumes(state)]).toEqual([[100, 1e-8]])
  })

  it('agrees with a recomputation after a hundred thousand trades', () => {
    const narrow = rollingProfile({ widthUs: 5_000 })
    const state = narrow.init()
    const recent: Trade[] = []
    let clockUs = 0
    for (let i = 1; i <= 100_000; i++) {
      // Slow trades, then quick ones, so that what is kept grows after some have left; every third comes late. No whale is left at the end.
      clockUs += i % 10_000 < 1_000 ? 200 : 10
      const timeUs = clockUs - (i % 3 === 0 ? (i * 31) % 4_000 : 0)
      const trade = at(timeUs, 100 + (i % 7), ((i * 7_919) % 10_007) / 1e8 + (i % 97 === 0 && i < 98_000 ? 1e6 : 0))
      narrow.step(state, trade)
      recent.push(trade)
      if (recent.length > 2_000) recent.shift()
    }
    const plain = new Map<number, number>()
    for (const { price, size } of recent.filter(({ timeUs }) => timeUs > state.nowUs - 5_000)) {
      plain.set(price, (plain.get(price) ?? 0) + size)
    }
    const read = [...narrow.volumes(state)].toSorted(([a], [b]) => a - b)
    expect(read.map(([price]) => price)).toEqual([...plain.keys()].sort((a, b) => a - b))
    for (const [price, volume] of read) expect(volume).toBeCloseTo(plain.get(price)!, 14)
  })

  it('lets no trade in whose window has passed', () => {
    const state = profile.init()
    profile.step(state, at(widthUs + 1, 100, 1))
    profile.step(state, at(1, 101, 1))
    expect([...profile.volumes(state)]).toEqual([[100, 1]])
  })

  it('lets a trade that is as old as the window go', () => {
    const state = profile.init()
    profile.step(state, at(1, 100, 1))
    profile.advance(state, widthUs)
    expect(profile.trades(state)).toBe(1)
    profile.advance(state, widthUs + 1)
    expect(profile.trades(state)).toBe(0)
  })

  it('lets a late trade leave at its own time', () => {
    const state = profile.init()
    profile.step(state, at(9_000_000, 100, 1))
    profile.step(state, at(4_000_000, 101, 2))
    profile.advance(state, 14_000_000)
    expect([...profile.volumes(state)]).toEqual([[100, 1]])
  })

  it('trails 24 hours unless told otherwise', () => {
    const day = rollingProfile()
    const state = day.init()
    day.step(state, at(1, 100, 1))
    day.advance(state, 86_400_000_000)
    expect(day.trades(state)).toBe(1)
    day.advance(state, 86_400_000_001)
    expect(day.trades(state)).toBe(0)
  })

  it('refuses a window without width', () => {
    expect(() => rollingProfile({ widthUs: 0 })).toThrow(RangeError)
  })
})
