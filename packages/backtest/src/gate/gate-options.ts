import type { JudgedTrade } from '../ab/judged-trade.ts'
import type { BriefRules } from './brief-gate.ts'
import type { Trials } from './sharpe-report.ts'

/** What was settled before the trades were made, or should have been. */
export interface GateOptions {
  /** Trades of another system over the same time, to be better than; none unless given. */
  readonly baseline?: readonly JudgedTrade[] | undefined
  /** Configurations tried on the same data, this one included; 1 unless given, which is said among the cautions. */
  readonly trials?: Trials | undefined
  /** The win rate that earns nothing after costs, a share from 0 to 1; what the mean win and the mean loss make it unless given. */
  readonly breakEvenWinRate?: number | undefined
  /** The loss that no trade can exceed, in basis points above 0; twice the largest seen unless given. */
  readonly lossBoundBps?: number | undefined
  /** `briefRules` unless given. */
  readonly rules?: BriefRules | undefined
  /** Of the bootstraps; 1 unless given. */
  readonly seed?: number | undefined
}

/** Throws a RangeError for what was settled in a way that cannot be. */
export function requireOptions({ breakEvenWinRate, lossBoundBps, rules, trials }: GateOptions): void {
  if (breakEvenWinRate !== undefined && !(breakEvenWinRate > 0 && breakEvenWinRate < 1))
    throw new RangeError(`breakEvenWinRate: expected a share between 0 and 1, received ${breakEvenWinRate}`)
  if (lossBoundBps !== undefined && !(lossBoundBps > 0 && lossBoundBps < Infinity))
    throw new RangeError(`lossBoundBps: expected basis points above 0, received ${lossBoundBps}`)
  if (trials !== undefined) requireTrials(trials)
  if (rules !== undefined) requireRules(rules)
}

function requireTrials({ trials, variance }: Trials): void {
  if (!(Number.isSafeInteger(trials) && trials >= 1)) throw new RangeError(`trials: expected a whole number, 1 or more, received ${trials}`)
  if (variance !== undefined && !(variance >= 0 && variance < Infinity))
    throw new RangeError(`trials.variance: expected a number, 0 or more, received ${variance}`)
}

function requireRules({ minTrades, winRateAbovePercent }: BriefRules): void {
  if (!(Number.isSafeInteger(minTrades) && minTrades >= 1))
    throw new RangeError(`rules.minTrades: expected a whole number, 1 or more, received ${minTrades}`)
  if (!(winRateAbovePercent >= 0 && winRateAbovePercent < 100))
    throw new RangeError(`rules.winRateAbovePercent: expected a percentage from 0 up to 100, received ${winRateAbovePercent}`)
}
