import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Random } from './random.ts'

function sample(draw: (random: Random) => number, count: number = 20_000): number[] {
  const random = new Random(1, 'sample')
  return Array.from({ length: count }, () => draw(random))
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

describe('Random(seed, stream)', () => {
  it('repeats itself word for word', () => {
    fc.assert(
      fc.property(fc.integer(), fc.string(), (seed, stream) => {
        const [one, other] = [new Random(seed, stream), new Random(seed, stream)]
        expect(Array.from({ length: 8 }, () => one.word())).toEqual(Array.from({ length: 8 }, () => other.word()))
      }),
    )
  })

  it('has a stream of its own for every seed and every name', () => {
    const names = ['', 'a', 'b', 'ab', 'ba', 'BTC-USD takers', 'BTC-USD makers']
    const firsts = [0, 1, 2, -1, 42].flatMap((seed) => names.map((name) => new Random(seed, name).word()))
    expect(new Set(firsts).size).toBe(firsts.length)
  })

  it('stays inside (0, 1) and spreads evenly over it', () => {
    const values = sample((random) => random.unit())
    expect(Math.min(...values)).toBeGreaterThan(0)
    expect(Math.max(...values)).toBeLessThan(1)
    for (const tenth of [1, 2, 3, 4, 5, 6, 7, 8, 9]) {
      expect(values.filter((value) => value < tenth / 10).length / values.length).toBeCloseTo(tenth / 10, 1.5)
    }
  })

  it('draws every integer below a limit', () => {
    expect(new Set(sample((random) => random.below(5), 200))).toEqual(new Set([0, 1, 2, 3, 4]))
  })

  it('draws exponential waits: their mean, their variance, and no memory', () => {
    const waits = sample((random) => random.exponential(3))
    expect(mean(waits)).toBeCloseTo(3, 1)
    expect(mean(waits.map((wait) => wait * wait)) / 18).toBeCloseTo(1, 1)
    const long = waits.filter((wait) => wait > 3)
    expect(long.length / waits.length).toBeCloseTo(Math.exp(-1), 1.5)
    expect(mean(long) - 3).toBeCloseTo(3, 0.5)
  })

  it('draws normal steps: mean 0, variance 1, two in three within one', () => {
    const steps = sample((random) => random.normal())
    expect(mean(steps)).toBeCloseTo(0, 1)
    expect(mean(steps.map((step) => step * step))).toBeCloseTo(1, 1)
    expect(steps.filter((step) => Math.abs(step) < 1).length / steps.length).toBeCloseTo(0.683, 1.5)
  })

  it('draws sizes with a heavy tail that ends', () => {
    const sizes = sample((random) => random.heavyTail(2, 500))
    expect(Math.min(...sizes)).toBeGreaterThan(2)
    expect(Math.max(...sizes)).toBe(500)
    expect(sizes.filter((size) => size > 20).length / sizes.length).toBeCloseTo(0.1, 1.5)
  })

  it('refuses to pick one of nothing', () => {
    expect(() => new Random(1, '').pick([])).toThrow(RangeError)
  })
})
