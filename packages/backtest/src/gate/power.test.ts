import { normal, normalCdf, oneArm, sfc32 } from '@of/stats'
import { describe, expect, it } from 'vitest'
import { bothBelow, powerAt, tradesNeeded } from './power.ts'

const coin = { winRate: 0.55, mean: 0.1, sd: 1, correlation: 1 }

describe('bothBelow(a, b, correlation)', () => {
  it('is the product of both without correlation, the smaller with all of it', () => {
    expect(bothBelow(0.3, -0.8, 0)).toBeCloseTo(normalCdf(0.3) * normalCdf(-0.8), 7)
    expect(bothBelow(0.3, -0.8, 1)).toBeCloseTo(normalCdf(-0.8), 7)
    // P(both below zero) = 1/4 + asin(ρ) / 2π.
    expect(bothBelow(0, 0, 0.6)).toBeCloseTo(0.25 + Math.asin(0.6) / (2 * Math.PI), 7)
    expect(bothBelow(0.4, 1.1, 0.7)).toBeCloseTo(bothBelow(1.1, 0.4, 0.7), 7)
  })

  it('agrees with counting', () => {
    const random = sfc32(1)
    let both = 0
    for (let draw = 0; draw < 20_000; draw++) {
      const x = normal(random)
      if (x <= 0.5 && 0.8 * x + 0.6 * normal(random) <= 0.2) both += 1
    }
    expect(Math.abs(both / 20_000 - bothBelow(0.5, 0.2, 0.8))).toBeLessThan(0.012)
  })
})

describe('tradesNeeded(edge, options)', () => {
  it('is the known sample size of a win rate and a little more, for what caution costs', () => {
    const needed = tradesNeeded(coin, { winRateAbovePercent: undefined })!
    expect(needed / oneArm({ p0: 0.5, p1: 0.55 })).toBeGreaterThan(1.1)
    expect(needed / oneArm({ p0: 0.5, p1: 0.55 })).toBeLessThan(1.2)
  })

  it('has the power asked for, and one trade less has not', () => {
    const needed = tradesNeeded({ ...coin, winRate: 0.6, mean: 0.2 }, { winRateAbovePercent: 55, power: 0.9 })!
    const power = (n: number): number => powerAt(n / 1.15, { ...coin, winRate: 0.6, mean: 0.2 }, { winRateAbovePercent: 55 })
    expect(power(needed)).toBeGreaterThanOrEqual(0.9)
    expect(power(needed - 1)).toBeLessThan(0.9)
  })

  it('is no number where the win rate is not above the bound, or there is no edge', () => {
    expect(tradesNeeded(coin, { winRateAbovePercent: 55 })).toBeUndefined()
    expect(tradesNeeded({ ...coin, mean: 0 }, { winRateAbovePercent: undefined })).toBeUndefined()
  })
})
