import { describe, expect, it } from 'vitest'
import { Random } from '../random.ts'
import { PriceWalk } from './price-walk.ts'

function returns(seconds: number, stepSeconds: number): number[] {
  const walk = new PriceWalk({ random: new Random(3, 'walk'), volatilityBps: 0.1, startTick: 1_000_000, startUs: 0 })
  const steps: number[] = []
  for (let time = stepSeconds; time <= seconds; time += stepSeconds) {
    const before = walk.ticks
    walk.advance(time * 1e6)
    steps.push(walk.ticks - before)
  }
  return steps
}

function correlation(values: readonly number[], lag: number): number {
  const centre = values.reduce((sum, value) => sum + value, 0) / values.length
  let shared = 0
  let own = 0
  for (const [index, value] of values.entries()) {
    own += (value - centre) * (value - centre)
    const later = values[index + lag]
    if (later !== undefined) shared += (value - centre) * (later - centre)
  }
  return shared / own
}

describe('PriceWalk', () => {
  it('moves by its volatility on average over days', () => {
    const steps = returns(20 * 86_400, 10)
    const variance = steps.reduce((sum, step) => sum + step * step, 0) / steps.length
    expect(Math.sqrt(variance / 10)).toBeGreaterThan(8)
    expect(Math.sqrt(variance / 10)).toBeLessThan(12)
  })

  it('does not tell from its steps where it goes, but from their size how far', () => {
    const steps = returns(2 * 86_400, 10)
    expect(Math.abs(correlation(steps, 1))).toBeLessThan(0.05)
    const sizes = steps.map(Math.abs)
    for (const lag of [1, 6, 60]) expect(correlation(sizes, lag)).toBeGreaterThan(0.05)
  })

  it('stays where it is while no time passes', () => {
    const walk = new PriceWalk({ random: new Random(1, ''), volatilityBps: 1000, startTick: 100, startUs: 5 })
    walk.advance(5)
    walk.advance(4)
    expect(walk.ticks).toBe(100)
    walk.push(-7)
    expect(walk.ticks).toBe(93)
  })
})
