import { DAY_US, HOUR_US, type Us } from '@of/core'
import { holm, normalQuantile, perArm, sfc32 } from '@of/stats'
import { fixed, p as pText, percent } from '../gate/sentences.ts'
import { type ComparedArm, type ComparedArmReport, armReport, returnsOf } from './compared-arm.ts'
import { type DayDifference, netDifference, winRateDifference } from './by-day.ts'
import { gridOf, type HourlyGrid } from './hourly-grid.ts'
import { requireJudgeable } from './require-judgeable.ts'
import { LEAST_HOURS, type SharpeComparison, sharpeComparison } from './sharpe-comparison.ts'

/** What arms may be compared by: one is chosen before anything is read, the others are told beside it. */
export const primaryMetrics = ['sharpe', 'win-rate', 'net'] as const

/** The metric that decides. */
export type PrimaryMetric = (typeof primaryMetrics)[number]

/** What is settled before the comparison. */
export interface CompareOptions {
  /** The Sharpe ratio unless given. */
  readonly primary?: PrimaryMetric | undefined
  /** Of the bootstraps; 1 unless given. */
  readonly seed?: number | undefined
}

/** Two arms beside each other: differences are the first's less the second's. */
export interface PairReport {
  readonly first: string
  readonly second: string
  readonly sharpe: SharpeComparison
  readonly winRate: DayDifference
  /** Basis points a trade. */
  readonly net: DayDifference
  /** Of the primary metric, two-sided. */
  readonly p: number | null
  /** The same after Holm's correction for all pairs. */
  readonly pHolm: number | null
}

/** What it takes to tell two arms apart by the primary metric, at 5 % two-sided, four times in five. */
export interface PairSampleSize {
  readonly metric: PrimaryMetric
  /** The difference to be found, in words. */
  readonly difference: string
  /** Hours for Sharpe ratios, trades of each arm otherwise; `null` where it cannot be known. */
  readonly needed: number | null
  readonly unit: 'hours' | 'trades an arm'
  /** What there is, of the arm with less. */
  readonly available: number
}

/** A comparison of arms. Unknown figures are `null`. */
export interface AbReport {
  readonly primary: {
    readonly metric: PrimaryMetric
    readonly alpha: number
    readonly correction: 'holm' | 'none'
    readonly comparisons: number
  }
  readonly sampleSize: PairSampleSize
  readonly grid: { readonly fromUs: Us | null; readonly toUs: Us | null; readonly hours: number; readonly days: number }
  readonly arms: readonly ComparedArmReport[]
  readonly pairs: readonly PairReport[]
  readonly conclusions: readonly string[]
}

const ALPHA = 0.05

/** A Sharpe ratio of a year that is worth telling apart. */
const SHARPE_APART = 1
const HOURS_PER_YEAR = 365 * 24

/**
 * Compares two arms or more on the hours that all of them share, idle ones included. The same arms and options give the same report to the bit. Throws
 * a RangeError for fewer than two arms, and for a trade with a figure that is none.
 */
export function compareArms(arms: readonly ComparedArm[], { primary = 'sharpe', seed = 1 }: CompareOptions = {}): AbReport {
  if (arms.length < 2) throw new RangeError(`compare: expected two arms or more, received ${arms.length}`)
  for (const { name, trades } of arms) requireJudgeable(trades, `trades of ${name}`)
  const grid = commonGrid(arms)
  const returns = arms.map((arm) => (grid === undefined ? new Float64Array(0) : returnsOf(arm, grid)))
  const reports = arms.map((arm, at) => armReport(arm, returns[at]!))
  const pairs = pairsOf(arms.length).map(([a, b]) => pairOf([arms[a]!, arms[b]!], [returns[a]!, returns[b]!], grid, { primary, seed }))
  // Every pair was settled before: one of which nothing can be said counts as one that chance made.
  const adjusted = holm(pairs.map(({ p }) => p ?? 1))
  const corrected = pairs.map((pair, at) => ({ ...pair, pHolm: pair.p === null ? null : adjusted[at]! }))
  const last = grid === undefined ? null : grid.fromUs + grid.hours * HOUR_US
  return {
    primary: { metric: primary, alpha: ALPHA, correction: pairs.length > 1 ? 'holm' : 'none', comparisons: pairs.length },
    sampleSize: sampleSizeOf(primary, reports, pairs),
    grid: { fromUs: grid?.fromUs ?? null, toUs: last, hours: grid?.hours ?? 0, days: (grid?.hours ?? 0) * (HOUR_US / DAY_US) },
    arms: reports,
    pairs: corrected,
    conclusions: corrected.map((pair) => conclusionOf(pair, primary)),
  }
}

function pairOf(
  [first, second]: readonly [ComparedArm, ComparedArm],
  [a, b]: readonly [Float64Array, Float64Array],
  grid: HourlyGrid | undefined,
  { primary, seed }: Required<{ readonly primary: PrimaryMetric; readonly seed: number }>,
): Omit<PairReport, 'pHolm'> {
  const nothing: DayDifference = { value: null, interval: null, p: null, days: 0 }
  const sharpe = sharpeComparison(a, b, sfc32(seed, 'sharpe'))
  const winRate = grid === undefined ? nothing : winRateDifference(first.trades, second.trades, grid, sfc32(seed, 'win rate'))
  const net = grid === undefined ? nothing : netDifference(first.trades, second.trades, grid, sfc32(seed, 'net'))
  const p = primary === 'sharpe' ? sharpe.p : primary === 'win-rate' ? winRate.p : net.p
  return { first: first.name, second: second.name, sharpe, winRate, net, p }
}

/** The hours of all trades and of all that is marked to market. */
function commonGrid(arms: readonly ComparedArm[]): HourlyGrid | undefined {
  const spans = arms.map(({ marked, trades }) => {
    if (marked === undefined || marked.netBps.length === 0) return trades
    const lastUs = marked.fromUs + marked.netBps.length * HOUR_US - 1
    return [...trades, { openedUs: marked.fromUs, closedUs: lastUs, netBps: 0 }]
  })
  return gridOf(spans)
}

function pairsOf(count: number): (readonly [number, number])[] {
  const pairs: (readonly [number, number])[] = []
  for (let a = 0; a < count; a++) for (let b = a + 1; b < count; b++) pairs.push([a, b])
  return pairs
}

function sampleSizeOf(
  metric: PrimaryMetric,
  arms: readonly ComparedArmReport[],
  pairs: readonly Omit<PairReport, 'pHolm'>[],
): PairSampleSize {
  const trades = Math.min(...arms.map((arm) => arm.trades))
  const sure = normalQuantile(1 - ALPHA / 2) + normalQuantile(0.8)
  switch (metric) {
    case 'sharpe': {
      const { hours } = pairs[0]!.sharpe
      const noisiest = pairs.reduce<number | null>((most, { sharpe: { se } }) => (se === null ? most : Math.max(most ?? 0, se)), null)
      const perHour = SHARPE_APART / Math.sqrt(HOURS_PER_YEAR)
      const root = noisiest === null ? null : (sure * noisiest * Math.sqrt(hours)) / perHour
      const needed = root === null ? null : Math.ceil(root * root)
      return { metric, difference: 'a Sharpe ratio of a year higher by 1', needed, unit: 'hours', available: hours }
    }
    case 'win-rate': {
      const rate = arms[0]?.winRate ?? null
      const needed = rate === null || rate >= 0.95 || rate <= 0 ? null : perArm({ p0: rate, p1: rate + 0.05 })
      return {
        metric,
        difference: `a win rate five points above the ${percent(rate ?? 0, 1)} of ${arms[0]!.name}`,
        needed,
        unit: 'trades an arm',
        available: trades,
      }
    }
    case 'net': {
      const root = sure / 0.1
      return {
        metric,
        difference: 'a mean net return higher by a tenth of its standard deviation',
        needed: Math.ceil(2 * root * root),
        unit: 'trades an arm',
        available: trades,
      }
    }
  }
}

function conclusionOf({ first, net, pHolm, second, sharpe, winRate }: PairReport, primary: PrimaryMetric): string {
  const value = { sharpe: sharpe.deltaAnnualised, 'win-rate': winRate.value, net: net.value }[primary]
  if (value === null || pHolm === null) return `${first} and ${second}: ${whyUnknown(primary, { days: winRate.days, hours: sharpe.hours })}`
  const amount = {
    sharpe: `a Sharpe ratio of a year higher by ${fixed(Math.abs(value), 2)}`,
    'win-rate': `a win rate higher by ${fixed(100 * Math.abs(value), 1)} points`,
    net: `a mean net return higher by ${fixed(Math.abs(value), 2)} bps`,
  }[primary]
  const [ahead, behind] = value >= 0 ? [first, second] : [second, first]
  const told = pHolm <= ALPHA ? 'told apart' : 'not told apart: chance does as much'
  return `${ahead} has ${amount} than ${behind}; they are ${told} (p ${pText(pHolm)})`
}

function whyUnknown(primary: PrimaryMetric, { days, hours }: { readonly days: number; readonly hours: number }): string {
  if (primary !== 'sharpe') return `n/a, ${days} days are too few to resample, or an arm has no trades`
  return hours < LEAST_HOURS
    ? `n/a, ${hours} hours are fewer than ${LEAST_HOURS}`
    : 'n/a, an arm never moves on the common hours, or both are the same'
}
