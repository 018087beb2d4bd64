import type { BaselineReport } from './baseline-report.ts'
import type { EdgeTest } from './edge-test.ts'
import type { BreakEvenReport, SampleReport } from './sample.ts'
import type { SampleSizeReport } from './sample-size.ts'
import { bps, fixed, p as pText, percent } from './sentences.ts'
import type { SequentialReport } from './sequential.ts'
import type { SharpeReport } from './sharpe-report.ts'

/** What the remarks beside a verdict are made from. */
export interface Found {
  readonly sample: SampleReport
  readonly breakEven: BreakEvenReport
  readonly edge: EdgeTest | undefined
  readonly sharpe: SharpeReport
  readonly baseline: BaselineReport | null
  readonly sequential: SequentialReport | null
  readonly sampleSize: SampleSizeReport
  /** Whether the number of trials was given. */
  readonly trialsToldOf: boolean
}

/** Share of the nominal number of trades under which dependence is worth a word. */
const MUCH_LESS = 0.6

/** What a sceptic would point at, in sentences; each follows from a figure of the report. */
export function cautionsOf(found: Found): string[] {
  return [...ofTheSample(found), ...ofTheTest(found), ...ofTheBaseline(found.baseline)]
}

function ofTheSample({ sample, trialsToldOf }: Found): string[] {
  const cautions: string[] = []
  if (sample.openTogether > 1)
    cautions.push(`up to ${sample.openTogether} trades are open at one time: they share one market, and count for less`)
  if (sample.n >= 30 && sample.nEffective < MUCH_LESS * sample.n) {
    cautions.push(
      `the net returns depend on each other: ${sample.n} trades know the mean as well as ${fixed(sample.nEffective, 0)} independent ones`,
    )
  }
  if (sample.bestTradesThatMakeIt !== null && sample.n >= 30 && sample.bestTradesThatMakeIt <= sample.n / 50 + 1) {
    cautions.push(`the best ${sample.bestTradesThatMakeIt} of ${sample.n} trades made all that was made`)
  }
  if (sample.meanCostBps === null) cautions.push('costs are not told apart from returns: they are taken to be in them')
  else if (sample.meanCostBps <= 0) cautions.push('the trades cost nothing: no venue is like that')
  if (!trialsToldOf)
    cautions.push('the number of configurations tried on this data is not given: one is assumed, and each further one makes luck likelier')
  return cautions
}

function ofTheTest({ edge, sampleSize, sample, sequential, sharpe }: Found): string[] {
  const cautions: string[] = []
  if (edge !== undefined && edge.p <= 0.05 && sampleSize.total !== null && sample.n < sampleSize.total) {
    cautions.push(
      `${sample.n} trades are fewer than the ${sampleSize.total} that find a small edge reliably: what stands out in so few is mostly overstated`,
    )
  }
  if (sharpe.skew !== null && sharpe.skew < -1) {
    cautions.push(`returns are skewed to losses (skewness ${fixed(sharpe.skew, 1)}): rare large losses may be missing from so many trades`)
  }
  if (edge !== undefined && edge.meanBps > 0) {
    cautions.push(
      `one loss of ${bps(-edge.meanBps * sample.n)} would undo all that was made; the largest seen is ${sample.largestLossBps === null ? 'none' : bps(sample.largestLossBps)}`,
    )
  }
  if (edge !== undefined && edge.p <= 0.05 && sequential !== null && sequential.pAnytime > 0.05) {
    cautions.push(`for whoever looked before the end the evidence is weaker: p ${pText(sequential.pAnytime)} at any time`)
  }
  return cautions
}

function ofTheBaseline(baseline: BaselineReport | null): string[] {
  const p = baseline?.difference.p
  if (baseline === null || p === undefined || p === null || p <= 0.05) return []
  return [`the Sharpe ratios of trades and baseline are not told apart: p ${pText(p)} over ${baseline.difference.hours} common hours`]
}

/** Why figures are `null`, by their place in the report. */
export function whatIsMissing({ baseline, breakEven, edge, sample, sampleSize, sequential, sharpe }: Found): Record<string, string> {
  const missing: Record<string, string> = {}
  const note = (place: string, isMissing: boolean, reason: string): void => {
    if (isMissing) missing[place] = reason
  }
  note('trades.winRate', sample.winRate === null, 'no trades')
  note('trades.meanCostBps', sample.meanCostBps === null, 'the trades do not tell costs apart')
  note('trades.bestTradesThatMakeIt', sample.bestTradesThatMakeIt === null, 'all trades together made nothing')
  note('trades.tradesPerYear', sample.tradesPerYear === null, 'the trades span less than a day')
  note('breakEven', breakEven.winRate === null, 'no win or no loss to measure it by')
  note('edge', edge === undefined, sample.n < 3 ? 'fewer than three trades' : 'the net returns do not vary')
  note('sharpe', sharpe.perTrade === null, sample.n < 2 ? 'fewer than two trades' : 'the net returns do not vary')
  note('sharpe.annualised', sharpe.perTrade !== null && sharpe.annualised === null, 'the trades span less than a day')
  note('sharpe.minTrl', sharpe.perTrade !== null && sharpe.minTrl === null, 'the Sharpe ratio is not above zero')
  note('baseline', baseline === null, 'none was given')
  note(
    'baseline.difference',
    baseline !== null && baseline.difference.delta === null,
    'fewer than 48 common hours, or an arm never moves on them, or both are the same',
  )
  note('sequential', sequential === null, 'no loss bound was given and no loss was seen')
  note(
    'sequential.sprt',
    sequential !== null && sequential.sprt === null,
    sample.openTogether > 1 ? 'trades overlap in time' : 'break-even is not between 0 and 95 %',
  )
  note('sampleSize', sampleSize.total === null, whyNoSampleSize({ breakEven, edge }))
  note(
    'sampleSize.totalWithBriefRule',
    sampleSize.edge !== null && sampleSize.totalWithBriefRule === null,
    `a win rate of ${percent(sampleSize.edge?.winRate ?? 0, 1)} passes the founding rule too seldom, however many trades there are`,
  )
  note('sampleSize.ifAsSeen', sampleSize.ifAsSeen.total === null, 'what was seen is no edge that the gate would find')
  return missing
}

function whyNoSampleSize({ breakEven, edge }: Pick<Found, 'breakEven' | 'edge'>): string {
  if (breakEven.winRate === null) return 'no win or no loss to measure it by'
  if (edge === undefined) return 'fewer than three trades, or net returns that do not vary'
  return `no win rate is five points above a break-even of ${percent(breakEven.winRate, 1)}`
}
