import type { BriefErrorRates, BriefVerdict } from './brief-gate.ts'
import type { EdgeTest } from './edge-test.ts'
import type { BreakEvenReport, SampleReport } from './sample.ts'
import type { SampleSizeReport } from './sample-size.ts'
import { bps, p as pText, percent } from './sentences.ts'
import type { SharpeReport } from './sharpe-report.ts'

/** Whether to go on with a system, or that it cannot be said yet. */
export type Verdict = 'GO' | 'NO-GO' | 'NOT ENOUGH DATA'

/** All that a verdict follows from. */
export interface Findings {
  readonly brief: BriefVerdict
  readonly errorRates: BriefErrorRates
  readonly sample: SampleReport
  readonly breakEven: BreakEvenReport
  readonly edge: EdgeTest | undefined
  readonly sharpe: SharpeReport
  readonly sampleSize: SampleSizeReport
}

/** A verdict, and the sentences that lead to it. */
export interface Decision {
  readonly verdict: Verdict
  readonly reasons: readonly string[]
}

/** How often trades without an edge may be told GO. */
export const ALPHA = 0.05

/** Of an outcome seen fewer times, nobody knows what it is worth. */
export const LEAST_OF_EACH = 5

/**
 * GO needs more than the founding rules: the mean net return must be above break-even at 5 %, deflated by the number of trials, with enough losses
 * seen to know what one costs. NO-GO needs a rule that is broken, a mean that is significantly below zero, or as many trades as would have
 * found the edge looked for. Anything else is not enough data.
 */
export function decide(findings: Findings): Decision {
  const { brief, edge, sample } = findings
  if (sample.n < brief.trades.atLeast) {
    return {
      verdict: 'NOT ENOUGH DATA',
      reasons: [`${sample.n} of at least ${brief.trades.atLeast} trades: the founding rules have nothing to say yet`],
    }
  }
  const broken = brokenRules(findings)
  const briefPasses = `the founding rules are passed, as ${percent(findings.errorRates.coinPasses, 1)} of coins do in ${findings.errorRates.trades} trades`
  if (edge === undefined) {
    const reasons = [...broken, 'the net returns do not vary: nothing can be said of chance']
    return { verdict: broken.length > 0 ? 'NO-GO' : 'NOT ENOUGH DATA', reasons }
  }
  const doubts = doubtsOf(findings, edge)
  const lead = leadOf(edge)
  if (broken.length > 0) return { verdict: 'NO-GO', reasons: [...broken, lead] }
  if (doubts.length === 0) return { verdict: 'GO', reasons: [lead, briefPasses] }
  if (edge.upperBps < 0) return { verdict: 'NO-GO', reasons: [lead, briefPasses] }
  const { total } = findings.sampleSize
  if (edge.p > ALPHA && total !== null && sample.n >= total) {
    const found = `${total} trades find a mean of ${bps(findings.sampleSize.edge?.meanBps ?? 0)} four times in five, and ${sample.n} have not`
    return { verdict: 'NO-GO', reasons: [...doubts, found, briefPasses] }
  }
  return { verdict: 'NOT ENOUGH DATA', reasons: [...doubts, briefPasses] }
}

function leadOf({ lowerBps, meanBps, p, upperBps }: EdgeTest): string {
  const found = `a mean net return of ${bps(meanBps)} a trade is`
  if (upperBps < 0) return `${found} below break-even: at most ${bps(upperBps)} at 95 %`
  const level = p <= ALPHA ? `above break-even: at least ${bps(lowerBps)} at 95 %` : 'not told apart from break-even'
  return `${found} ${level} (p ${pText(p)})`
}

function brokenRules({ brief, errorRates, sample }: Findings): string[] {
  const { sharpe, winRate } = brief
  const broken: string[] = []
  if (!winRate.pass) {
    const rates = errorRates.atThisCount
    const couldBe = sample.wilsonEffective !== null && sample.wilsonEffective[1] >= 0.55
    const misses =
      rates === null || !couldBe
        ? ''
        : `; a true 55 % system fails this ${percent(1 - rates.true55Passes, 1)} of the time in ${rates.trades} trades`
    broken.push(`a win rate of ${percent(sample.winRate ?? 0, 1)} is not above ${winRate.abovePercent} %${misses}`)
  }
  if (sharpe.pass === false && isKnown(sharpe)) broken.push('the Sharpe ratio on common hours is not above the baseline\u2019s')
  return broken
}

/** Whether both Sharpe ratios could be found. */
function isKnown({ baseline, value }: BriefVerdict['sharpe']): boolean {
  return baseline !== null && value !== null
}

/** What speaks against GO without speaking for NO-GO. */
function doubtsOf({ breakEven, brief, sample, sharpe }: Findings, edge: EdgeTest): string[] {
  const doubts: string[] = []
  if (edge.p > ALPHA) doubts.push(leadOf(edge))
  if (brief.sharpe.pass === false && !isKnown(brief.sharpe))
    doubts.push('the Sharpe ratios on common hours cannot be compared: of trades and baseline, one never moves on them')
  if (sample.losses < LEAST_OF_EACH) doubts.push(`only ${sample.losses} of ${sample.n} trades lost: what a loss costs is not known`)
  if (sharpe.trials > 1 && !((sharpe.dsr ?? 0) >= 1 - ALPHA)) {
    doubts.push(
      `the best of ${sharpe.trials} worthless trials looks like this too often: deflated Sharpe ratio ${percent(sharpe.dsr ?? 0, 1)}, needed ${percent(1 - ALPHA, 0)}`,
    )
  }
  if (breakEven.source === 'registered' && breakEven.p !== null && breakEven.p > ALPHA) {
    doubts.push(
      `the win rate is not told apart from the registered break-even of ${percent(breakEven.winRate ?? 0, 1)} (p ${pText(breakEven.p)})`,
    )
  }
  return doubts
}
