import { HOUR_US } from '@of/core'
import { sfc32 } from '@of/stats'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { coinTrades, MONDAY_US, tradesOf } from '../testing/made-up-trades.ts'
import { compareArms } from './compare.ts'
import { returnsOf } from './compared-arm.ts'
import { gridOf, hourlyReturns } from './hourly-grid.ts'
import type { JudgedTrade } from './judged-trade.ts'

const good = { name: 'good', trades: coinTrades(480, 0.62, sfc32(1, 'good')) }
const coin = { name: 'coin', trades: coinTrades(480, 0.5, sfc32(2, 'coin')) }

/** An arm that moves with the days, and earns 2 bps more in some hours of each. */
function tide(hours: number): JudgedTrade[] {
  return tradesOf(Array.from({ length: 480 }, (_, at) => (Math.floor(at / 24) % 2 === 0 ? 30 : -30) + (at % 24 < hours ? 2 : 0)))
}

/** A trade of $100 that is open between two minutes. */
function openBetween(openedMinute: number, closedMinute: number): JudgedTrade {
  return {
    openedUs: MONDAY_US + openedMinute * 60_000_000,
    closedUs: MONDAY_US + closedMinute * 60_000_000,
    netBps: -3,
    quantity: 2,
    entryPrice: 50,
  }
}

describe('hourlyReturns(trades, grid)', () => {
  it('adds up to what the trades made, with a zero for every idle hour', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(200), fc.integer({ min: -50, max: 50 })), { minLength: 1, maxLength: 20 }), (made) => {
        const trades = made.map(([minute, netBps]) => ({ openedUs: MONDAY_US, closedUs: MONDAY_US + minute * 60_000_000, netBps }))
        const grid = gridOf([trades])!
        const returns = hourlyReturns(trades, grid)
        expect(returns.reduce((sum, value) => sum + value, 0)).toBeCloseTo(made.reduce((sum, [, net]) => sum + net, 0) / 10_000, 12)
        const busy = new Set(made.map(([minute]) => Math.floor(minute / 60)))
        for (const [hour, value] of returns.entries()) if (!busy.has(hour)) expect(value).toBe(0)
      }),
      { numRuns: 30 },
    )
  })

  it('spans the hours of all arms', () => {
    const early = tradesOf([1])
    const late = tradesOf([1, 1, 1, 1, 1])
    expect(gridOf([early, late])).toEqual({ fromUs: MONDAY_US, hours: 5 })
    expect(gridOf([[], []])).toBeUndefined()
  })
})

describe('compareArms(arms, options)', () => {
  it('refuses a trade with a figure that is none, and names it', () => {
    const trades = tradesOf([1, Number.NaN])
    expect(() =>
      compareArms([
        { name: 'a', trades: [] },
        { name: 'b', trades },
      ]),
    ).toThrow('trades of b[1].netBps: expected a finite number, received NaN')
  })

  it.each(['sharpe', 'win-rate', 'net'] as const)('tells a good arm from a coin by %s, having said so first', (primary) => {
    const report = compareArms([good, coin], { primary })
    expect(report.primary).toEqual({ metric: primary, alpha: 0.05, correction: 'none', comparisons: 1 })
    expect(report.sampleSize.metric).toBe(primary)
    expect(report.sampleSize.needed).toBeGreaterThan(0)
    expect(report.pairs[0]!.p).toBeLessThan(0.05)
    expect(report.conclusions[0]).toMatch(/^good has .* than coin; they are told apart/)
  })

  it('does not tell two coins apart', () => {
    const other = { name: 'other', trades: coinTrades(480, 0.5, sfc32(3, 'other')) }
    const report = compareArms([other, coin])
    expect(report.pairs[0]!.p).toBeGreaterThan(0.05)
    expect(report.conclusions[0]).toContain('not told apart: chance does as much')
  })

  it('turns its differences round with the arms', () => {
    const there = compareArms([good, coin]).pairs[0]!
    const back = compareArms([coin, good]).pairs[0]!
    expect(back.sharpe.delta).toBeCloseTo(-there.sharpe.delta!, 12)
    expect(back.sharpe.p).toBeCloseTo(there.sharpe.p!, 12)
    expect(back.winRate.value).toBeCloseTo(-there.winRate.value!, 12)
    expect(back.net.interval![0]).toBeCloseTo(-there.net.interval![1], 9)
  })

  it('corrects for every pair beyond two arms', () => {
    const third = { name: 'third', trades: coinTrades(480, 0.5, sfc32(4, 'third')) }
    const report = compareArms([good, coin, third], { primary: 'net' })
    expect(report.primary).toMatchObject({ correction: 'holm', comparisons: 3 })
    const smallest = report.pairs.toSorted((a, b) => a.p! - b.p!)[0]!
    expect(smallest.pHolm).toBeCloseTo(Math.min(1, 3 * smallest.p!), 12)
    for (const { p, pHolm } of report.pairs) expect(pHolm).toBeGreaterThanOrEqual(p!)
  })

  it('corrects for the pairs that were settled before, also for those of which nothing can be said', () => {
    const { pairs, primary } = compareArms([good, coin, { name: 'idle', trades: [] }])
    expect(primary.comparisons).toBe(3)
    expect(pairs.map(({ p }) => p === null)).toEqual([false, true, true])
    expect(pairs[0]!.pHolm).toBeCloseTo(3 * pairs[0]!.p!, 12)
    expect(pairs.slice(1).map(({ pHolm }) => pHolm)).toEqual([null, null])
  })

  it('uses the same days for both arms, so that what moves both does not blur their difference', () => {
    // Days on which everybody wins and days on which nobody does: each arm varies, the difference hardly does.
    const { net } = compareArms(
      [
        { name: 'a', trades: tide(24) },
        { name: 'b', trades: tide(0) },
      ],
      { primary: 'net' },
    ).pairs[0]!
    expect(net.value).toBeCloseTo(2, 12)
    expect(net.interval![0]).toBeCloseTo(2, 9)
    expect(net.interval![1]).toBeCloseTo(2, 9)
  })

  it('says what is not known of arms that do nothing, and of too few days', () => {
    const idle = { name: 'idle', trades: [] }
    const report = compareArms([good, idle])
    expect(report.arms[1]).toMatchObject({ trades: 0, winRate: null, sharpeAnnualised: null, exposure: 0, turnover: null })
    expect(report.pairs[0]).toMatchObject({ p: null, pHolm: null, winRate: { value: null } })
    const short = compareArms([
      { name: 'a', trades: tradesOf([1, 2, -1]) },
      { name: 'b', trades: tradesOf([2, 1, -2]) },
    ])
    expect(short.pairs[0]!.winRate).toMatchObject({ value: 0, interval: null, p: null, days: 1 })
    expect(() => compareArms([good])).toThrow('expected two arms or more, received 1')
  })

  it('counts the time in which anything is open once, and both ways of a trade', () => {
    const [arm] = compareArms([
      { name: 'a', trades: [openBetween(0, 30), openBetween(15, 45), openBetween(200, 239)] },
      { name: 'b', trades: [openBetween(0, 239)] },
    ]).arms
    expect(arm).toMatchObject({ exposure: (45 + 39) / 240, turnover: 600, maxDrawdownBps: expect.closeTo(9, 9), totalNetBps: -9 })
  })

  it('takes returns that are marked to market where it is given them', () => {
    const marked = { fromUs: MONDAY_US, netBps: [1, -2, 3, 0] }
    const report = compareArms([
      { name: 'marked', trades: tradesOf([2]), marked },
      { name: 'closed', trades: tradesOf([2]) },
    ])
    expect(report.grid).toMatchObject({ fromUs: MONDAY_US, hours: 4, toUs: MONDAY_US + 4 * HOUR_US })
    expect(report.arms.map(({ returns }) => returns)).toEqual(['marked-to-market', 'at-close'])
    expect(report.arms[0]!.maxDrawdownBps).toBeCloseTo(2, 9)
    const longer = { fromUs: MONDAY_US - 2 * HOUR_US, hours: 5 }
    expect([...returnsOf({ name: 'marked', trades: [], marked }, longer)]).toEqual([0, 0, 0.0001, -0.0002, 0.0003])
  })
})
