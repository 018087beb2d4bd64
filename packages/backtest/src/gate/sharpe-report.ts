import { annualised, dsr, minTrl, moments, psr } from '@of/stats'
import type { SampleReport } from './sample.ts'

/** The Sharpe ratio of trades and how sure it is. */
export interface SharpeReport {
  /** Per trade, not annualised. */
  readonly perTrade: number | null
  /** Times the root of the trades of a year; `null` under a day of trades. */
  readonly annualised: number | null
  readonly n: number
  readonly nEffective: number
  readonly skew: number | null
  /** 3 for normal returns. */
  readonly kurtosis: number | null
  /** How sure the true one is above zero, were trades independent. */
  readonly psr: number | null
  /** The same for as many trades as are effective. */
  readonly psrEffective: number | null
  /** How sure it is above what the best of so many worthless trials would show; of as many trades as are effective; of one trial the same as `psrEffective`. */
  readonly dsr: number | null
  readonly trials: number
  /** Variance over trials of the Sharpe ratio per trade. */
  readonly trialVariance: number | null
  /** Trades after which such a ratio is above zero at 95 %; `null` where it is not above it. */
  readonly minTrl: number | null
}

/** How many configurations were tried on the same data, and how their Sharpe ratios vary. */
export interface Trials {
  readonly trials: number
  /** Of Sharpe ratios per trade; unless given, that of as many worthless ones, 1/n. */
  readonly variance?: number | undefined
}

/** The Sharpe ratio of net returns, in the order of closing. */
export function sharpeReport(
  nets: readonly number[],
  { nEffective, tradesPerYear }: SampleReport,
  { trials, variance }: Trials,
): SharpeReport {
  const found = moments(nets)
  const n = nets.length
  if (found === undefined) {
    const nothing = { perTrade: null, annualised: null, skew: null, kurtosis: null, psr: null, psrEffective: null, dsr: null, minTrl: null }
    return { ...nothing, n, nEffective, trials, trialVariance: null }
  }
  const sample = { sharpe: found.mean / found.sd, n, skew: found.skew, kurtosis: found.kurtosis }
  const trialVariance = variance ?? 1 / n
  return {
    perTrade: sample.sharpe,
    annualised: tradesPerYear === null ? null : annualised(sample.sharpe, tradesPerYear),
    n,
    nEffective,
    skew: sample.skew,
    kurtosis: sample.kurtosis,
    psr: psr(sample) ?? null,
    psrEffective: psr({ ...sample, n: nEffective }) ?? null,
    dsr: dsr({ ...sample, n: nEffective }, { trials, variance: trialVariance }) ?? null,
    trials,
    trialVariance,
    minTrl: minTrl(sample) ?? null,
  }
}
