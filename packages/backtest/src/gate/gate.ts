import { sfc32 } from '@of/stats'
import { gridOf, hourlyReturns } from '../ab/hourly-grid.ts'
import { inOrderOfClosing, type JudgedTrade } from '../ab/judged-trade.ts'
import { requireJudgeable } from '../ab/require-judgeable.ts'
import { sharpeComparison } from '../ab/sharpe-comparison.ts'
import { briefErrorRates, type BriefErrorRates, briefRules, briefVerdict, type BriefVerdict } from './brief-gate.ts'
import { cautionsOf, whatIsMissing } from './cautions.ts'
import type { BaselineReport } from './baseline-report.ts'
import type { EdgeReport } from './edge-report.ts'
import { edgeTest } from './edge-test.ts'
import { type GateOptions, requireOptions } from './gate-options.ts'
import { type BreakEvenReport, breakEvenReport, ends, type SampleReport, sampleReport } from './sample.ts'
import { type SampleSizeReport, sampleSizeReport } from './sample-size.ts'
import { type SequentialReport, sequentialReport } from './sequential.ts'
import { type SharpeReport, sharpeReport } from './sharpe-report.ts'
import { decide, type Verdict } from './verdict.ts'

/** A verdict with all that it rests on. Unknown figures are `null`, their reasons under `missing`. */
export interface GateReport {
  readonly verdict: Verdict
  readonly reasons: readonly string[]
  readonly cautions: readonly string[]
  readonly brief: BriefVerdict
  readonly trades: SampleReport
  readonly breakEven: BreakEvenReport
  readonly edge: EdgeReport | null
  readonly sharpe: SharpeReport
  readonly baseline: BaselineReport | null
  readonly errorRates: BriefErrorRates
  readonly sequential: SequentialReport | null
  readonly sampleSize: SampleSizeReport
  /** Trades still to come until the edge looked for would be found four times in five. */
  readonly stillNeeded: number | null
  readonly assumptions: readonly string[]
  readonly missing: Readonly<Record<string, string>>
}

/**
 * Judges closed trades, whoever made them. The same trades and options give the same report to the bit. Throws a RangeError for a trade with a
 * figure that is none, and for options that cannot be.
 */
export function judge(given: readonly JudgedTrade[], options: GateOptions = {}): GateReport {
  const { baseline, breakEvenWinRate, lossBoundBps, rules = briefRules, seed = 1, trials = { trials: 1 } } = options
  requireJudgeable(given, 'trades')
  requireJudgeable(baseline ?? [], 'baseline')
  requireOptions(options)
  const trades = inOrderOfClosing(given)
  const sample = sampleReport(trades)
  const breakEven = breakEvenReport(sample, breakEvenWinRate)
  const edge = edgeTest(trades, sfc32(seed, 'edge'))
  const sharpe = sharpeReport(
    trades.map(({ netBps }) => netBps),
    sample,
    trials,
  )
  const beside = baseline === undefined ? null : baselineReport(trades, inOrderOfClosing(baseline), seed)
  const brief = briefVerdict(
    {
      trades: sample.n,
      wins: sample.wins,
      sharpe: beside === null ? (sharpe.perTrade ?? undefined) : (beside.difference.first ?? undefined),
      baselineSharpe: beside?.difference.second ?? undefined,
      hasBaseline: beside !== null,
    },
    rules,
  )
  const errorRates = briefErrorRates(sample.n, rules)
  const sampleSize = sampleSizeReport(sample, breakEven, edge, rules.winRateAbovePercent)
  const sequential = sequentialReport({ trades, ...sample, breakEven: breakEven.winRate, lossBoundBps }) ?? null
  const { reasons, verdict } = decide({ brief, errorRates, sample, breakEven, edge, sharpe, sampleSize })
  const found = { sample, breakEven, edge, sharpe, baseline: beside, sequential, sampleSize, trialsToldOf: options.trials !== undefined }
  return {
    verdict,
    reasons,
    cautions: cautionsOf(found),
    brief,
    trades: sample,
    breakEven,
    edge: edge === undefined ? null : { ...edge, intervalBps: ends(edge.intervalBps) },
    sharpe,
    baseline: beside,
    errorRates,
    sequential,
    sampleSize,
    stillNeeded: sampleSize.stillNeeded,
    assumptions,
    missing: whatIsMissing(found),
  }
}

/** What the 5 % rests on. */
const assumptions: readonly string[] = [
  'the trades are all that the system made, in the order given: none was left out after its result was known',
  'what the trades do not show has not been seen: a loss far larger than any of these is in no figure here',
  'dependence between trades fades within the lags and blocks stated, and the market stays of one kind',
  'all costs are in the net returns',
]

function baselineReport(trades: readonly JudgedTrade[], baseline: readonly JudgedTrade[], seed: number): BaselineReport {
  const grid = gridOf([trades, baseline])
  const series =
    grid === undefined ? [new Float64Array(0), new Float64Array(0)] : [hourlyReturns(trades, grid), hourlyReturns(baseline, grid)]
  return { trades: sampleReport(baseline), difference: sharpeComparison(series[0]!, series[1]!, sfc32(seed, 'baseline')) }
}
