import { golden } from '@of/core/testing'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { moments } from '../moments/moments.ts'
import { goldenReturns, off } from '../testing/golden-returns.ts'
import { annualised, dsr, expectedMaxSharpe, minTrl, psr, sharpe } from './sharpe.ts'

const { performance, published_examples: published } = golden
const { first } = goldenReturns()
const found = moments(first)!
const sample = { sharpe: sharpe(first)!, n: found.n, skew: found.skew, kurtosis: found.kurtosis }

describe('the Sharpe family', () => {
  it.each<[string, number | undefined, number]>([
    ['mean', found.mean, performance.mean],
    ['standard deviation', found.sd, performance.sd],
    ['skewness', found.skew, performance.skew],
    ['kurtosis, 3 for a normal', found.kurtosis, performance.kurt],
    ['Sharpe ratio', sample.sharpe, performance.sharpe],
    ['Sharpe ratio of a year of 365 days', annualised(sample.sharpe, 365), performance.ann_365],
    ['Sharpe ratio of a year of 780 trades', annualised(sample.sharpe, 780), performance.ann_trades_780],
    ['probabilistic Sharpe ratio', psr(sample), performance.psr0],
    ['minimum track record length', minTrl(sample), performance.mintrl95],
    ['highest of 20 worthless trials', expectedMaxSharpe(20, 1 / 500), performance.sr0_N20_var],
    ['deflated Sharpe ratio', dsr(sample, { trials: 20, variance: 1 / 500 }), performance.dsr_N20],
  ])('agrees with the reference on the %s', (_name, received, expected) => {
    expect(off(received, expected)).toBeLessThan(1e-9)
  })

  it('gives the deflated Sharpe ratios of the paper', () => {
    const paper = { sharpe: 2.5 / Math.sqrt(250), n: 1250, skew: -3, kurtosis: 10 }
    const variance = 0.5 / 250
    expect(off(expectedMaxSharpe(100, variance), published.dsr_paper.sr0_daily)).toBeLessThan(1e-9)
    expect(off(dsr(paper, { trials: 100, variance }), published.dsr_paper.dsr)).toBeLessThan(1e-9)
    expect(off(dsr(paper, { trials: 46, variance }), published.dsr_paper.dsr_N46)).toBeLessThan(1e-9)
    expect(dsr(paper, { trials: 100, variance })).toBeCloseTo(0.9004, 4)
  })

  it('gives the probabilistic Sharpe ratios of the paper', () => {
    const { normal, nonnormal } = published.psr_paper
    expect(off(psr({ sharpe: 0.458, n: 24, skew: 0, kurtosis: 3 }), normal)).toBeLessThan(1e-9)
    expect(off(psr({ sharpe: 0.458, n: 24, skew: -2.448, kurtosis: 10.164 }), nonnormal)).toBeLessThan(1e-9)
  })

  it.each([
    ['daily', 250, 2.73],
    ['weekly', 52, 2.83],
    ['monthly', 12, 3.24],
  ] as const)('gives the track record of the paper in years, %s', (name, periods, years) => {
    const length = minTrl({ sharpe: 2 / Math.sqrt(periods), skew: 0, kurtosis: 3 }, { benchmark: 1 / Math.sqrt(periods) })! / periods
    expect(off(length, published.mintrl_years_SR2_vs_1[name])).toBeLessThan(1e-9)
    expect(length).toBeCloseTo(years, 2)
  })

  it('is sure at the end of the minimum track record, to the confidence asked for', () => {
    const length = minTrl(sample, { confidence: 0.9 })!
    expect(psr({ ...sample, n: length })).toBeCloseTo(0.9, 10)
  })

  it('has no track record length where the benchmark is not beaten', () => {
    expect(minTrl(sample, { benchmark: sample.sharpe })).toBeUndefined()
  })

  it('has no Sharpe ratio where returns do not vary', () => {
    expect([sharpe([]), sharpe([0.1]), sharpe([0.1, 0.1, 0.1])]).toEqual([undefined, undefined, undefined])
  })

  it('keeps its value when returns are measured in another unit', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 2, maxLength: 20 }), (returns) => {
        const inBps = sharpe(returns.map((value) => value * 1e4))
        const plain = sharpe(returns)
        if (plain === undefined) expect(inBps).toBeUndefined()
        else expect(inBps).toBeCloseTo(plain, 9)
      }),
    )
  })
})
