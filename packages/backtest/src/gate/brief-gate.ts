import { binomialGate, isAbove, peek } from '@of/stats'

/** The founding rules of a decision: so many trades, more than a share of wins, a better Sharpe ratio than the baseline. */
export interface BriefRules {
  readonly minTrades: number
  /** The win rate must be above it. */
  readonly winRateAbovePercent: number
}

/** At least 30 trades, a win rate above 55 %. */
export const briefRules: BriefRules = { minTrades: 30, winRateAbovePercent: 55 }

/** What the founding rules say, to the letter. */
export interface BriefVerdict {
  readonly verdict: 'GO' | 'NO-GO' | 'NOT ENOUGH DATA'
  readonly pass: boolean
  readonly trades: { readonly value: number; readonly atLeast: number; readonly pass: boolean }
  readonly winRate: { readonly value: number | null; readonly abovePercent: number; readonly pass: boolean }
  /** `pass` is `null` without a baseline, and then not asked for. */
  readonly sharpe: { readonly value: number | null; readonly baseline: number | null; readonly pass: boolean | null }
}

/** How often the founding rule of the win rate lets trades through that win independently, each with one probability. Exact. */
export interface BriefErrorRates {
  /** Trades of the rule: the figures beside it are for exactly so many. */
  readonly trades: number
  readonly minWins: number
  readonly coinPasses: number
  readonly true55Passes: number
  /** At the number of trades judged; `null` where they are fewer than the rule wants. */
  readonly atThisCount: {
    readonly trades: number
    readonly minWins: number
    readonly coinPasses: number
    readonly true55Passes: number
  } | null
  /** For somebody who looks after every trade from the first allowed to the number judged; `null` where they are fewer, or more than 2,000. */
  readonly ifPeeked: { readonly from: number; readonly to: number; readonly coinPasses: number; readonly true55Passes: number } | null
}

/** What the founding rules are applied to. */
export interface BriefInput {
  readonly trades: number
  readonly wins: number
  /** Of the trades and of the baseline on the same hours; `undefined` where there is none. */
  readonly sharpe: number | undefined
  readonly baselineSharpe: number | undefined
  readonly hasBaseline: boolean
}

/** Work of the exact sum over paths grows with the square of the trades. */
const MOST_PEEKED = 2_000

/** Applies the founding rules. A baseline without a Sharpe ratio is not beaten, nor does it beat anybody. */
export function briefVerdict(input: BriefInput, rules: BriefRules = briefRules): BriefVerdict {
  const { baselineSharpe, hasBaseline, sharpe, trades, wins } = input
  const isEnough = trades >= rules.minTrades
  const isWinning = trades > 0 && isAbove(wins, trades, rules.winRateAbovePercent)
  const isBetter = hasBaseline ? beatsBaseline(input) : null
  const pass = isEnough && isWinning && (isBetter ?? !hasBaseline)
  const isUnknown = !isEnough || (isWinning && isBetter === undefined)
  return {
    verdict: isUnknown ? 'NOT ENOUGH DATA' : pass ? 'GO' : 'NO-GO',
    pass,
    trades: { value: trades, atLeast: rules.minTrades, pass: isEnough },
    winRate: { value: trades > 0 ? wins / trades : null, abovePercent: rules.winRateAbovePercent, pass: isWinning },
    sharpe: { value: sharpe ?? null, baseline: baselineSharpe ?? null, pass: isBetter === undefined ? false : isBetter },
  }
}

/** `undefined` where either has no Sharpe ratio. */
function beatsBaseline({ baselineSharpe, sharpe }: BriefInput): boolean | undefined {
  return sharpe === undefined || baselineSharpe === undefined ? undefined : sharpe > baselineSharpe
}

/** The error rates of the founding rule at its own number of trades, at the number judged, and for whoever looks all the time. */
export function briefErrorRates(
  trades: number,
  { minTrades, winRateAbovePercent: abovePercent }: BriefRules = briefRules,
): BriefErrorRates {
  const rates = (count: number) => {
    const { minWins, passProbability } = binomialGate({ trades: count, abovePercent })
    return { trades: count, minWins, coinPasses: passProbability(0.5), true55Passes: passProbability(0.55) }
  }
  const looks = { from: minTrades, to: trades, abovePercent }
  return {
    ...rates(minTrades),
    atThisCount: trades < minTrades ? null : rates(trades),
    ifPeeked:
      trades < minTrades || trades > MOST_PEEKED
        ? null
        : { from: minTrades, to: trades, coinPasses: peek(looks, 0.5), true55Passes: peek(looks, 0.55) },
  }
}
