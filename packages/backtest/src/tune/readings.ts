import { dsr, effectiveN, type Interval, meanOf, moments, psr, sfc32, sharpe } from '@of/stats'
import { meanIntervalOf } from './mean-interval.ts'
import type { PortfolioOutcome } from './portfolio.ts'

/** What trades came to. */
export interface TradesReading {
  readonly trades: number
  /** Mean over trades, after costs, in basis points; `null` without a trade. */
  readonly meanNetBps: number | null
  /** 95 % interval of the mean; `null` where trades are too few for one. */
  readonly interval: Interval | null
  readonly hours: number
  /** Per hour, not annualised. */
  readonly hourlySharpe: number | null
  /** How sure the Sharpe ratio is above 0, as if hours were independent, and by as many independent hours as they amount to. */
  readonly psr: number | null
  readonly effectivePsr: number | null
  readonly unfilled: number
  readonly unfinished: number
}

/**
 * How sure the best trial is better than the best of as many worthless ones. How these are spread is either taken from the trials, as the paper has it, and then what
 * they cost and are worth is in it too; or it is what chance alone makes of so many hours.
 */
export interface Deflated {
  /** Of all that were tried, as they are spread. */
  readonly raw: number | null
  /** Of the different ideas among them, as all are spread. */
  readonly effective: number | null
  /** Of all that were tried, were they spread by chance alone, of as many hours as are independent. */
  readonly byChance: number | null
}

/** What trades and hours say, with their error. */
export function readingOf({ hourlyBps, trades, unfilled, unfinished }: PortfolioOutcome, seed: number): TradesReading {
  const net = trades.map(({ netBps }) => netBps)
  const found = moments(hourlyBps)
  const sample = found && { sharpe: found.mean / found.sd, n: found.n, skew: found.skew, kurtosis: found.kurtosis }
  return {
    trades: trades.length,
    meanNetBps: net.length === 0 ? null : meanOf(net),
    interval: meanIntervalOf(net, sfc32(seed, 'interval')),
    hours: hourlyBps.length,
    hourlySharpe: sample?.sharpe ?? null,
    psr: (sample && psr(sample)) ?? null,
    effectivePsr: (sample && psr({ ...sample, n: effectiveN(hourlyBps) })) ?? null,
    unfilled,
    unfinished,
  }
}

/** Deflates the Sharpe ratio of the best one by how those of all trials at the same costs are spread, by what chance is, and by how many were tried at whatever costs. */
export function deflatedOf(
  best: ArrayLike<number> | undefined,
  { effective, peers, trials }: { readonly peers: readonly ArrayLike<number>[]; readonly trials: number; readonly effective: number },
): Deflated {
  const found = best && moments(best)
  const spread = moments(peers.flatMap((returns) => sharpe(returns) ?? []))
  if (best === undefined || found === undefined || spread === undefined) return { raw: null, effective: null, byChance: null }
  const sample = { sharpe: found.mean / found.sd, n: found.n, skew: found.skew, kurtosis: found.kurtosis }
  const variance = spread.sd * spread.sd
  const independent = effectiveN(best)
  return {
    raw: dsr(sample, { trials, variance }) ?? null,
    effective: dsr(sample, { trials: effective, variance }) ?? null,
    byChance: dsr({ ...sample, n: independent }, { trials, variance: 1 / independent }) ?? null,
  }
}
