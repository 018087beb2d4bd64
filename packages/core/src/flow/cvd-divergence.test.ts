import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fold, scan } from '../indicator/indicator.ts'
import { indicatorContract } from '../testing/indicator-contract.ts'
import { type CvdDivergence, cvdDivergence, type DeltaPoint } from './cvd-divergence.ts'

const measure = cvdDivergence({ turn: 0.01 })

function path(points: readonly (readonly [price: number, cvd: number])[]): DeltaPoint[] {
  return points.map(([price, cvd], timeUs) => ({ timeUs, price, cvd }))
}

const points: fc.Arbitrary<DeltaPoint> = fc.record({
  timeUs: fc.nat(1_000_000),
  price: fc.integer({ min: 95, max: 105 }),
  cvd: fc.integer({ min: -5, max: 5 }),
})

describe('cvdDivergence()', () => {
  indicatorContract(measure, points)

  it('is bearish where the price makes a higher high on a lower delta', () => {
    const series = path([[100, 0], [105, 8], [102, 6], [107, 5], [105, 4]]) // prettier-ignore
    expect(fold(measure, series)).toEqual({ kind: 'bearish', before: series[1], after: series[3], knownUs: 4 })
  })

  it('is bullish where the price makes a lower low on a higher delta', () => {
    const series = path([[100, 0], [95, -8], [98, -6], [94, -5], [96, -4]]) // prettier-ignore
    expect(fold(measure, series)).toEqual({ kind: 'bullish', before: series[1], after: series[3], knownUs: 4 })
  })

  it('is none where the delta makes the higher high too', () => {
    expect(fold(measure, path([[100, 0], [105, 8], [102, 6], [107, 9], [105, 4]]))).toBeUndefined() // prettier-ignore
  })

  it('is not known before the price has turned', () => {
    const readings = [...scan(measure, path([[100, 0], [105, 8], [102, 6], [107, 5], [106.5, 4], [105.9, 4]]))] // prettier-ignore
    expect(readings.map((reading) => reading?.kind)).toEqual([undefined, undefined, undefined, undefined, undefined, 'bearish'])
  })

  it('takes no notice of turns smaller than asked for', () => {
    const series = path([[100, 0], [100.9, 5], [100, 4], [100.95, 3], [100, 2]]) // prettier-ignore
    expect(fold(measure, series)).toBeUndefined()
  })

  it('is the other kind with price and delta upside down', () => {
    // Shares of the price are not quite mirrored by differences: turns are far from the bound.
    const apart = fc.array(fc.tuple(fc.constantFrom(90, 95, 100, 105, 110), fc.integer({ min: -5, max: 5 })), { minLength: 4 })
    const mirrored: Readonly<Record<CvdDivergence['kind'], CvdDivergence['kind']>> = { bearish: 'bullish', bullish: 'bearish' }
    fc.assert(
      fc.property(apart, (series) => {
        const kind = fold(measure, path(series))?.kind
        const turned = fold(measure, path(series.map(([price, cvd]) => [200 - price, -cvd])))?.kind
        expect(turned).toBe(kind && mirrored[kind])
      }),
      { numRuns: 100 },
    )
  })
})
