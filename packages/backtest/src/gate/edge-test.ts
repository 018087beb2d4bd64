import {
  bartlett,
  effectiveN,
  type Estimate,
  type Interval,
  meanBlockLength,
  meanOf,
  neweyWestLag,
  type Random,
  studentCdf,
  studentisedBootstrap,
  studentisedInterval,
  studentisedPAbove,
  studentQuantile,
} from '@of/stats'
import type { JudgedTrade } from '../ab/judged-trade.ts'

/** Whether the mean net return of trades is above zero, and how sure that is. Basis points. */
export interface EdgeTest {
  readonly meanBps: number
  readonly sdBps: number
  /** The largest of three: of independent trades, of as many as are effective, and Newey and West's. */
  readonly seBps: number
  /** Independent trades that would know the mean as well: degrees of freedom and one more. */
  readonly nEffective: number
  /** How often trades without an edge show a mean as high: the larger of the two below. */
  readonly p: number
  readonly pStudent: number
  readonly pBootstrap: number
  /** Under it lies the true mean of one in twenty samples at most, as far as the assumptions hold: the lower of the two methods'. */
  readonly lowerBps: number
  /** Over it, likewise. */
  readonly upperBps: number
  /** Both sides at once, 95 %. */
  readonly intervalBps: Interval
  /** Lags of dependence allowed for, trades open at the same time among them. */
  readonly lags: number
  /** Mean block of the bootstrap, in trades. */
  readonly meanBlock: number
  readonly draws: number
}

/** Resamples: as many of the most as the work of so many values allows, no fewer than the least. */
const draws = { most: 999, least: 299, values: 10_000_000 } as const

/**
 * Tests the mean net return against zero by two methods and believes the less sure of them: Student's test with a standard error that allows for
 * dependence, which knows nothing of skewness, and a studentised stationary bootstrap, which does. Trades must be in the order of closing.
 * `undefined` under three trades, and where all returned the same.
 *
 * @see Götze, Künsch (1996), "Second-Order Correctness of the Blockwise Bootstrap", https://doi.org/10.1214/aos/1069362303
 */
export function edgeTest(trades: readonly JudgedTrade[], random: Random): EdgeTest | undefined {
  const n = trades.length
  if (n < 3) return undefined
  const values = Float64Array.from(trades, ({ netBps }) => netBps)
  const lags = Math.min(Math.max(neweyWestLag(n), mostOpenTogether(trades) - 1), Math.floor(n / 4))
  const estimate = meanEstimate(values.slice(), lags)
  if (estimate === undefined) return undefined
  const meanBlock = Math.max(1, meanBlockLength(values) ?? 1, mostOpenTogether(trades))
  const scratch = new Float64Array(n)
  const count = Math.max(draws.least, Math.min(draws.most, Math.floor(draws.values / n)))
  const bootstrap = studentisedBootstrap({ n, meanBlock, draws: count, random }, (indices) => {
    for (let i = 0; i < n; i++) scratch[i] = values[indices[i]!]!
    return meanEstimate(scratch, lags)
  })
  if (bootstrap === undefined) return undefined

  const nEffective = effectiveN(values)
  const sdBps = deviation(values)
  const student = { value: estimate.value, se: Math.max(estimate.se, sdBps / Math.sqrt(nEffective)) }
  const degrees = Math.max(1, nEffective - 1)
  const pStudent = studentCdf(-student.value / student.se, degrees)
  const pBootstrap = studentisedPAbove(bootstrap)
  const oneSided = wider(studentInterval(student, degrees, 0.9), studentisedInterval(bootstrap, 0.9))
  return {
    meanBps: student.value,
    sdBps,
    seBps: student.se,
    nEffective,
    p: Math.max(pStudent, pBootstrap),
    pStudent,
    pBootstrap,
    lowerBps: oneSided.low,
    upperBps: oneSided.high,
    intervalBps: wider(studentInterval(student, degrees, 0.95), studentisedInterval(bootstrap, 0.95)),
    lags,
    meanBlock,
    draws: count,
  }
}

/** The most trades that are open at one moment, of trades in the order of closing: each depends on the market of as many others. */
export function mostOpenTogether(trades: readonly JudgedTrade[]): number {
  const openings = trades.map(({ openedUs }) => openedUs).sort((a, b) => a - b)
  let most = 0
  let opened = 0
  for (const [closed, { closedUs }] of trades.entries()) {
    while (opened < openings.length && openings[opened]! < closedUs) opened += 1
    most = Math.max(most, opened - closed)
  }
  return Math.max(1, most)
}

/**
 * The mean and the larger of its two standard errors, of independent values and Newey and West's; `undefined` where values do not vary. Takes the
 * mean out of the values: thousands of resamples would otherwise be copied for it.
 */
function meanEstimate(values: Float64Array, lags: number): Estimate | undefined {
  const n = values.length
  const value = meanOf(values)
  for (let i = 0; i < n; i++) values[i]! -= value
  const independent = lagSum(values, 0)
  if (!(independent > 1e-24 * n * value * value) || independent === 0) return undefined
  let dependent = independent
  for (let lag = 1; lag <= lags; lag++) dependent += 2 * bartlett(lag, lags) * lagSum(values, lag)
  return { value, se: Math.sqrt(Math.max(independent, dependent) / (n * (n - 1))) }
}

function lagSum(centred: Float64Array, lag: number): number {
  let sum = 0
  for (let i = lag; i < centred.length; i++) sum += centred[i]! * centred[i - lag]!
  return sum
}

function deviation(values: Float64Array): number {
  const value = meanOf(values)
  return Math.sqrt(values.reduce((sum, x) => sum + (x - value) * (x - value), 0) / (values.length - 1))
}

function studentInterval({ se, value }: Estimate, degrees: number, confidence: number): Interval {
  const half = studentQuantile((1 + confidence) / 2, degrees) * se
  return { low: value - half, high: value + half }
}

function wider(one: Interval, other: Interval | undefined): Interval {
  return other === undefined ? one : { low: Math.min(one.low, other.low), high: Math.max(one.high, other.high) }
}
