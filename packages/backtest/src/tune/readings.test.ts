import { DAY_US } from '@of/core'
import { cscv, dsr, effectiveN, moments, normal, sfc32, sharpe } from '@of/stats'
import { describe, expect, it } from 'vitest'
import { overfittingOf } from './overfitting.ts'
import { deflatedOf, readingOf } from './readings.ts'

function noise(hours: number, seed: number, persistence = 0): number[] {
  const random = sfc32(seed)
  let last = 0
  return Array.from({ length: hours }, () => (last = persistence * last + normal(random)))
}

const up = (values: readonly number[]) => values.map((value) => value + 0.2)

const outcome = (hourlyBps: readonly number[]) => ({ trades: [], unfilled: 0, unfinished: 0, hourlyBps: Float64Array.from(hourlyBps) })

describe('readingOf(outcome, seed)', () => {
  it('is less sure of hours that depend on each other', () => {
    const alone = readingOf(outcome(up(noise(200, 1))), 1)
    expect(alone.effectivePsr).toBe(alone.psr)
    const dependent = readingOf(outcome(up(noise(200, 1, 0.8))), 1)
    expect(Math.abs(dependent.effectivePsr! - 0.5)).toBeLessThan(Math.abs(dependent.psr! - 0.5))
  })

  it('has no figure of nothing', () => {
    expect(readingOf(outcome([0, 0]), 1)).toMatchObject({
      meanNetBps: null,
      interval: null,
      hourlySharpe: null,
      psr: null,
      effectivePsr: null,
    })
  })
})

describe('deflatedOf(best, trials)', () => {
  it('deflates by all trials and by the ideas among them, by how those of equal costs are spread', () => {
    const best = noise(100, 3).map((value) => value + 0.3)
    const peers = [best, noise(100, 4), noise(100, 5)]
    const found = moments(best)!
    const sample = { sharpe: found.mean / found.sd, n: found.n, skew: found.skew, kurtosis: found.kurtosis }
    const spread = moments(peers.map((series) => sharpe(series)!))!
    const variance = spread.sd * spread.sd
    expect(deflatedOf(best, { peers, trials: 12, effective: 3 })).toEqual({
      raw: dsr(sample, { trials: 12, variance }),
      effective: dsr(sample, { trials: 3, variance }),
      byChance: dsr(sample, { trials: 12, variance: 1 / 100 }),
    })
    expect(deflatedOf(undefined, { peers, trials: 3, effective: 3 })).toEqual({ raw: null, effective: null, byChance: null })
  })

  it('is not held down by chance where others merely lose what they cost', () => {
    const best = noise(400, 3).map((value) => value + 0.3)
    const dear = Array.from({ length: 20 }, (_, at) => noise(400, 10 + at).map((value) => value - at / 10))
    const { byChance, raw } = deflatedOf(best, { peers: [best, ...dear], trials: 21, effective: 21 })
    expect(raw).toBeLessThan(0.01)
    expect(byChance).toBeGreaterThan(0.95)
    expect(deflatedOf(noise(400, 3), { peers: [best, ...dear], trials: 21, effective: 21 }).byChance).toBeLessThan(0.5)
  })

  it('counts hours that depend on each other for less', () => {
    const best = noise(200, 1, 0.8).map((value) => value + 0.6)
    const peers = [best, noise(200, 2)]
    const found = moments(best)!
    const sample = { sharpe: found.mean / found.sd, skew: found.skew, kurtosis: found.kurtosis }
    const n = effectiveN(best)
    expect(n).toBeLessThan(100)
    expect(deflatedOf(best, { peers, trials: 5, effective: 2 }).byChance).toBe(dsr({ ...sample, n }, { trials: 5, variance: 1 / n }))
  })
})

describe('overfittingOf(trials, stretch)', () => {
  it('leaves out as many hours as the longest position has where blocks meet', () => {
    const series = [1, 2, 3, 4, 5].map((seed) => noise(16 * 24, seed, 0.6))
    const trials = series.map((hourlyBps, at) => ({ hourlyBps, holdMinutes: at === 3 ? 661 : 5 }))
    const { pbo } = overfittingOf(trials, { fromUs: 0, toUs: 16 * DAY_US })
    expect(pbo).toBe(cscv(series, { days: 16, purge: 12 })!.pbo)
    expect(pbo).not.toBe(cscv(series, { days: 16 })!.pbo)
  })
})
