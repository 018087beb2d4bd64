import { normal, sfc32 } from '@of/stats'
import { describe, expect, it } from 'vitest'
import { type Lasting, overlappingMean } from './figures.ts'

const HORIZON_US = 900_000_000
const MINUTE_US = 60_000_000

const width = ({ high, low }: { readonly low: number | null; readonly high: number | null }): number => high! - low!
const everySo = (values: readonly number[], everyUs: number): Lasting[] => values.map((value, at) => ({ timeUs: at * everyUs, value }))

/** What a random walk does in the quarters of an hour from each minute on. */
function moves(minutes: number, seed: number): Lasting[] {
  const random = sfc32(seed)
  const steps = Array.from({ length: minutes + 15 }, () => normal(random))
  const walk = steps.reduce<number[]>((sums, step) => [...sums, (sums.at(-1) ?? 0) + step], [0])
  return everySo(
    Array.from({ length: minutes }, (_, at) => walk[at + 15]! - walk[at]!),
    MINUTE_US,
  )
}

describe('overlappingMean(values, horizon)', () => {
  const random = sfc32(1)
  const values = Array.from({ length: 400 }, () => random.unit())

  it('is about as wide as values that do not depend on each other make it', () => {
    const found = overlappingMean(everySo(values, HORIZON_US), HORIZON_US)
    expect(found.independent).toBe(400)
    expect(width(found) / ((2 * 1.966) / Math.sqrt(12 * 400))).toBeCloseTo(1, 0)
  })

  it('is about as wide as if values that are told fifteen times had been told once', () => {
    const once = overlappingMean(everySo(values, HORIZON_US), HORIZON_US)
    const often = overlappingMean(
      everySo(
        values.flatMap((value) => Array.from({ length: 15 }, () => value)),
        MINUTE_US,
      ),
      HORIZON_US,
    )
    expect(often.independent).toBe(once.independent)
    expect(width(often) / width(once)).toBeGreaterThan(0.95)
    expect(width(often) / width(once)).toBeLessThan(1.2)
  })

  it('holds the truth of moves that overlap, few stretches though they are', () => {
    let held = 0
    for (let seed = 0; seed < 100; seed++) {
      const { high, low } = overlappingMean(moves(120, seed), HORIZON_US)
      if (low! <= 0 && high! >= 0) held += 1
    }
    expect(held).toBeGreaterThanOrEqual(90)
  })

  it('is no surer of signals that come in swarms than of as many swarms', () => {
    const swarms = moves(1_200, 5).filter(({ timeUs }) => timeUs % (120 * MINUTE_US) < 10 * MINUTE_US)
    const { high, independent, low, n } = overlappingMean(swarms, HORIZON_US)
    expect([n, independent]).toEqual([100, 10])
    const sd = Math.sqrt(swarms.reduce((sum, { value }) => sum + value * value, 0) / n)
    expect(high! - low!).toBeGreaterThan((2 * 2.2 * 0.9 * sd) / Math.sqrt(10))
  })

  it('allows for values that are near each other though each has a stretch of its own', () => {
    // Swarms round an edge of the grid: half of the values of one and the same move on either side of it.
    const alone = Array.from({ length: 100 }, () => normal(random))
    const swarms = alone.flatMap((value, swarm) =>
      Array.from({ length: 20 }, (_, at) => ({ timeUs: (4 * swarm + 1) * HORIZON_US + at - 10, value })),
    )
    const found = overlappingMean(swarms, HORIZON_US)
    expect([found.n, found.independent]).toEqual([2_000, 200])
    expect(width(found) / width(overlappingMean(everySo(alone, HORIZON_US), HORIZON_US))).toBeGreaterThan(0.85)
  })

  it('has no interval under 30 values, within one stretch, and no mean without any', () => {
    expect(overlappingMean(everySo([1, 3], 1), HORIZON_US)).toEqual({ n: 2, independent: 1, mean: 2, low: null, high: null })
    expect(overlappingMean(everySo(values, 1), HORIZON_US)).toMatchObject({ n: 400, independent: 1, low: null, high: null })
    expect(overlappingMean([], 1)).toEqual({ n: 0, independent: 0, mean: null, low: null, high: null })
  })
})
