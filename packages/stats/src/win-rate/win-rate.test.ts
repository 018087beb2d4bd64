import { golden } from '@of/core/testing'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { off } from '../testing/golden-returns.ts'
import { binomialTail } from '../distribution/binomial.ts'
import { binomialGate, peek } from './binomial-gate.ts'
import { breakEvenWinRate } from './break-even.ts'
import { criticalWins, exactOneArm, oneArm, oneMean, perArm } from './sample-size.ts'
import { wilson } from './wilson.ts'

const expected = golden.win_rate

describe('win rates', () => {
  it.each([
    [0.5, expected.p_pass_if_50],
    [0.45, expected.p_pass_if_45],
    [0.55, expected.p_pass_if_55],
    [0.6, expected.p_pass_if_60],
  ])('let trades that win %d of the time through the gate as often as the reference', (p, probability) => {
    const gate = binomialGate({ trades: 30, abovePercent: 55 })
    expect(gate.minWins).toBe(expected.gate_30_min_wins)
    expect(off(gate.passProbability(p), probability)).toBeLessThan(1e-9)
  })

  it('are not above a bound that they are on', () => {
    expect(binomialGate({ trades: 20, abovePercent: 55 }).minWins).toBe(12)
    expect(binomialGate({ trades: 10, abovePercent: 100 }).minWins).toBe(11)
    expect(binomialGate({ trades: 10, abovePercent: 100 }).passProbability(0.9)).toBe(0)
  })

  it('have the intervals of the reference', () => {
    for (const [wins, n, [low, high]] of [
      [17, 30, expected.wilson_17_30],
      [9, 27, expected.wilson_9_27],
    ] as const) {
      expect(off(wilson(wins, n)?.low, low!)).toBeLessThan(1e-9)
      expect(off(wilson(wins, n)?.high, high!)).toBeLessThan(1e-9)
    }
    expect(wilson(0, 0)).toBeUndefined()
  })

  it('have intervals that end at 0 without a win and at 1 without a loss, to the bit', () => {
    for (let n = 1; n <= 200; n++) expect([wilson(0, n)!.low, wilson(n, n)!.high]).toEqual([0, 1])
  })

  it('need the sample sizes of the reference', () => {
    const coin55 = { p0: 0.5, p1: 0.55 }
    const coin60 = { p0: 0.5, p1: 0.6 }
    expect(oneArm(coin55)).toBe(expected.n_50v55.one_sided)
    expect(oneArm({ ...coin55, sides: 2 })).toBe(expected.n_50v55.two_sided)
    expect(oneArm({ ...coin55, power: 0.9 })).toBe(expected.n_50v55.one_sided_90)
    expect(perArm(coin55)).toBe(expected.n_50v55.per_arm_two_sided)
    expect([oneArm(coin60), oneArm({ ...coin60, sides: 2 }), perArm(coin60)]).toEqual(Object.values(expected.n_50v60))
    expect(oneArm({ p0: 0.5, p1: 0.5075 })).toBe(expected.n_50v5075_one_sided)
    expect(perArm({ p0: 1 / 3, p1: 0.6 })).toBe(expected.n_333v60_per_arm)
  })

  it('need the exact sample sizes of the reference', () => {
    expect(Object.values(exactOneArm({ p0: 0.5, p1: 0.55 }))).toEqual(expected.n_50v55.exact_first_and_safe)
    expect(criticalWins(30, 0.5, 0.05)).toBe(expected.wins_needed_of_30_at_5pct)
    expect(off(1 - binomialTail(10, 27, 0.5), expected.p_le9_of27)).toBeLessThan(1e-9)
  })

  it.each(Object.entries(expected.peek))('pass at some look as often as the reference: %s', (name, probability) => {
    const [, percent, to] = /^p(\d+)_to_(\d+)$/.exec(name)!
    expect(off(peek({ from: 30, to: Number(to), abovePercent: 55 }, Number(percent) / 100), probability)).toBeLessThan(1e-9)
  })

  it('pass more often the longer somebody looks', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 5, max: 40 }),
        fc.integer({ min: 0, max: 10 }),
        fc.double({ min: 0.1, max: 0.9, noNaN: true }),
        (from, more, p) => {
          const once = peek({ from, to: from, abovePercent: 55 }, p)
          expect(once).toBeCloseTo(binomialGate({ trades: from, abovePercent: 55 }).passProbability(p), 10)
          expect(peek({ from, to: from + more, abovePercent: 55 }, p)).toBeGreaterThanOrEqual(once)
        },
      ),
      { numRuns: 30 },
    )
  })

  it('break even where the mean of wins, losses and costs is zero', () => {
    const payoff = { win: 12, loss: 8, cost: 3 }
    const share = breakEvenWinRate(payoff)!
    expect(share * payoff.win - (1 - share) * payoff.loss - payoff.cost).toBeCloseTo(0, 12)
    expect(breakEvenWinRate({ win: 0, loss: 0, cost: 1 })).toBeUndefined()
  })

  it('of a mean one effect above zero need what is known of a normal one', () => {
    expect(oneMean(0.1)).toBe(619)
    expect(oneMean(0.1, { sides: 2 })).toBe(785)
  })
})
