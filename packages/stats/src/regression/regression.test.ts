import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { normal } from '../random/random.ts'
import { sfc32 } from '../random/sfc32.ts'
import { bartlett, longRunCovariance, neweyWestLag } from './newey-west.ts'
import { ols, predict, type Regression } from './ols.ts'
import { noiseR2, outOfSampleR2, partialR2 } from './out-of-sample.ts'

/** The same fit the plain way: normal equations, solved by elimination, and the sandwich written out. */
function plainOls(
  y: readonly number[],
  regressors: readonly (readonly number[])[],
  lags?: number,
): { coefficients: number[]; se: number[] } {
  const rows = y.map((_, i) => [1, ...regressors.map((column) => column[i]!)])
  const width = regressors.length + 1
  const cross = (a: number, b: number): number => rows.reduce((sum, row) => sum + row[a]! * row[b]!, 0)
  const xx = Array.from({ length: width }, (_, a) => Array.from({ length: width }, (_unused, b) => cross(a, b)))
  const inverse = inverted(xx)
  const xy = Array.from({ length: width }, (_, a) => rows.reduce((sum, row, i) => sum + row[a]! * y[i]!, 0))
  const coefficients = inverse.map((row) => row.reduce((sum, value, at) => sum + value * xy[at]!, 0))
  const errors = y.map((value, i) => value - rows[i]!.reduce((sum, x, at) => sum + x * coefficients[at]!, 0))
  const middle = Array.from({ length: width }, (_, a) =>
    Array.from({ length: width }, (_unused, b) => {
      if (lags === undefined) return (xx[a]![b]! * errors.reduce((sum, error) => sum + error * error, 0)) / (y.length - width)
      let sum = 0
      for (let i = 0; i < y.length; i++) {
        for (let j = 0; j < y.length; j++) {
          if (Math.abs(i - j) <= lags) sum += (1 - Math.abs(i - j) / (lags + 1)) * errors[i]! * errors[j]! * rows[i]![a]! * rows[j]![b]!
        }
      }
      return sum
    }),
  )
  const se = inverse.map((row) => {
    let sum = 0
    for (let a = 0; a < width; a++) for (let b = 0; b < width; b++) sum += row[a]! * middle[a]![b]! * row[b]!
    return Math.sqrt(sum)
  })
  return { coefficients, se }
}

function inverted(matrix: readonly (readonly number[])[]): number[][] {
  const n = matrix.length
  const work = matrix.map((row, at) => [...row, ...Array.from({ length: n }, (_, i) => (i === at ? 1 : 0))])
  for (let at = 0; at < n; at++) {
    const pivot = work.findLastIndex(
      (row, i) => i >= at && Math.abs(row[at]!) === Math.max(...work.slice(at).map((other) => Math.abs(other[at]!))),
    )
    ;[work[at], work[pivot]] = [work[pivot]!, work[at]!]
    work[at] = work[at]!.map((value) => value / work[at]![at]!)
    for (let i = 0; i < n; i++) if (i !== at) work[i] = work[i]!.map((value, j) => value - work[i]![at]! * work[at]![j]!)
  }
  return work.map((row) => row.slice(n))
}

function made(seed: number, n: number, regressors: number): { y: number[]; x: number[][] } {
  const random = sfc32(seed, 'regression')
  const x = Array.from({ length: regressors }, () => Array.from({ length: n }, () => normal(random)))
  let error = 0
  const y = Array.from({ length: n }, (_, i) => {
    error = 0.6 * error + normal(random)
    return 3 + x.reduce((sum, column, at) => sum + (at + 1) * column[i]!, 0) + error
  })
  return { y, x }
}

describe('ols(y, regressors)', () => {
  it.each([undefined, 0, 1, 4])('agrees with its plain twin with %s lags', (lags) => {
    for (let seed = 0; seed < 10; seed++) {
      const { y, x } = made(seed, 30, 1 + (seed % 3))
      const fit = ols(y, x, lags === undefined ? {} : { hac: lags })!
      const plain = plainOls(y, x, lags)
      for (const [at, coefficient] of fit.coefficients.entries()) {
        expect(coefficient).toBeCloseTo(plain.coefficients[at]!, 9)
        expect(fit.se[at]).toBeCloseTo(plain.se[at]!, 9)
        expect(fit.t[at]).toBeCloseTo(plain.coefficients[at]! / plain.se[at]!, 6)
      }
    }
  })

  it('finds the certified values of the most difficult data', () => {
    // NIST StRD Longley: y on six regressors that are nearly one.
    const longley = [
      [60323, 83.0, 234289, 2356, 1590, 107608, 1947],
      [61122, 88.5, 259426, 2325, 1456, 108632, 1948],
      [60171, 88.2, 258054, 3682, 1616, 109773, 1949],
      [61187, 89.5, 284599, 3351, 1650, 110929, 1950],
      [63221, 96.2, 328975, 2099, 3099, 112075, 1951],
      [63639, 98.1, 346999, 1932, 3594, 113270, 1952],
      [64989, 99.0, 365385, 1870, 3547, 115094, 1953],
      [63761, 100.0, 363112, 3578, 3350, 116219, 1954],
      [66019, 101.2, 397469, 2904, 3048, 117388, 1955],
      [67857, 104.6, 419180, 2822, 2857, 118734, 1956],
      [68169, 108.4, 442769, 2936, 2798, 120445, 1957],
      [66513, 110.8, 444546, 4681, 2637, 121950, 1958],
      [68655, 112.6, 482704, 3813, 2552, 123366, 1959],
      [69564, 114.2, 502601, 3931, 2514, 125368, 1960],
      [69331, 115.7, 518173, 4806, 2572, 127852, 1961],
      [70551, 116.9, 554894, 4007, 2827, 130081, 1962],
    ]
    const fit = ols(
      longley.map(([y]) => y!),
      [1, 2, 3, 4, 5, 6].map((at) => longley.map((row) => row[at]!)),
    )!
    const certified = [
      [-3482258.63459582, 890420.383607373],
      [15.0618722713733, 84.9149257747669],
      [-0.035819179292591, 0.0334910077722432],
      [-2.02022980381683, 0.488399681651699],
      [-1.03322686717359, 0.214274163161675],
      [-0.0511041056535807, 0.22607320006937],
      [1829.15146461355, 455.478499142212],
    ]
    for (const [at, [coefficient, se]] of certified.entries()) {
      expect(Math.abs(fit.coefficients[at]! / coefficient! - 1)).toBeLessThan(1e-9)
      expect(Math.abs(fit.se[at]! / se! - 1)).toBeLessThan(1e-9)
    }
    expect(fit.r2).toBeCloseTo(0.995479004577296, 12)
    expect(fit.adjustedR2).toBeCloseTo(1 - ((1 - 0.995479004577296) * 15) / 9, 12)
  })

  it('keeps R² and t wherever y and x are measured from and in whatever unit', () => {
    const { y, x } = made(1, 40, 2)
    const there = ols(y, x, { hac: 'auto' })!
    const moved = ols(
      y.map((value) => 1e-6 * value - 7),
      x.map((column) => column.map((value) => 1e5 + 3 * value)),
      { hac: 'auto' },
    )!
    expect(moved.r2).toBeCloseTo(there.r2, 9)
    expect(moved.t[1]).toBeCloseTo(there.t[1]!, 6)
    expect(moved.t[2]).toBeCloseTo(there.t[2]!, 6)
    expect(there.lags).toBe(neweyWestLag(40))
  })

  it('is undefined without variance, with a combination, a hole, or too few observations', () => {
    const { y, x } = made(2, 20, 2)
    const flat = y.map(() => 0.1)
    const combined = x[0]!.map((value, i) => 2 * value - 5 * x[1]![i]! + 1)
    expect(ols(flat, x)).toBeUndefined()
    expect(ols(y, [x[0]!, flat])).toBeUndefined()
    expect(ols(y, [...x, combined])).toBeUndefined()
    expect(ols(y.with(3, Number.NaN), x)).toBeUndefined()
    expect(
      ols(
        y.slice(0, 3),
        x.map((column) => column.slice(0, 3)),
      ),
    ).toBeUndefined()
    expect(ols(y, x)).toBeDefined()
  })

  it('explains all of an exact line, and has no t where nothing is left', () => {
    const fit = ols([1, 3, 5, 7], [[0, 1, 2, 3]])!
    expect(fit.coefficients[0]).toBeCloseTo(1, 12)
    expect(fit.coefficients[1]).toBeCloseTo(2, 12)
    expect(fit.r2).toBeCloseTo(1, 12)
  })

  it('never explains less with one regressor more, and predicts its own mean at the mean', () => {
    fc.assert(
      fc.property(fc.nat(1000), (seed) => {
        const { y, x } = made(seed, 15, 3)
        const smaller = ols(y, x.slice(0, 2))!
        const larger = ols(y, x)!
        expect(larger.r2).toBeGreaterThanOrEqual(smaller.r2 - 1e-12)
        expect(partialR2(larger, smaller)).toBeGreaterThanOrEqual(0)
        const means = x.map((column) => column.reduce((sum, value) => sum + value, 0) / 15)
        expect(predict(larger, means)).toBeCloseTo(y.reduce((sum, value) => sum + value, 0) / 15, 9)
      }),
      { numRuns: 30 },
    )
  })
})

describe('Newey and West', () => {
  it.each([
    [99, 3],
    [100, 4],
    [180, 4],
    [272, 4],
    [273, 5],
    [2262, 7],
    [2263, 8],
    [1, 1],
  ])('take for %d observations %d lags', (n, lags) => {
    expect(neweyWestLag(n)).toBe(lags)
  })

  it('weigh lags down in a line, and never find a variance below zero', () => {
    expect([0, 1, 2, 3].map((lag) => bartlett(lag, 2))).toEqual([1, 1 - 1 / 3, 1 - 2 / 3, 0])
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 1, maxLength: 12 }), fc.nat(15), (values, lags) => {
        expect(longRunCovariance([Float64Array.from(values)], lags)[0]![0]).toBeGreaterThanOrEqual(-1e-9)
      }),
    )
  })
})

describe('R² out of sample', () => {
  it('is 1 where all is foreseen, 0 where the training mean does as well, and below where it does better', () => {
    expect(outOfSampleR2([1, 2, 3], [1, 2, 3], 0)).toBe(1)
    expect(outOfSampleR2([1, 2, 3], [1.5, 1.5, 1.5], 1.5)).toBe(0)
    expect(outOfSampleR2([1, 2, 3], [3, 2, 1], [2, 2, 2])).toBe(-3)
    expect(outOfSampleR2([1, 1], [0, 2], 1)).toBeUndefined()
  })

  it('of noise is k / (n − 1), as a fit on noise finds', () => {
    let sum = 0
    for (let seed = 0; seed < 200; seed++) {
      const random = sfc32(seed, 'noise')
      const column = (): number[] => Array.from({ length: 21 }, () => normal(random))
      const fit: Regression = ols(column(), [column(), column(), column()])!
      sum += fit.r2
    }
    expect(sum / 200).toBeCloseTo(noiseR2(3, 21)!, 1)
  })
})
