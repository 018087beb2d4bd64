import { binomialProbabilities, binomialTail, oneMore } from '../distribution/binomial.ts'

/** A rule that wants more than a share of wins over so many trades. */
export interface WinRateRule {
  readonly trades: number
  /** The win rate must be above it, in percent: compared in whole numbers where it is one. */
  readonly abovePercent: number
}

/** What a win rate rule lets through. */
export interface BinomialGate {
  /** The fewest wins that pass; one more than there are trades where none do. */
  readonly minWins: number
  /** How often trades that win independently, each with probability `p`, pass. */
  readonly passProbability: (p: number) => number
}

/** The exact error rates of a win rate rule at a fixed number of trades. */
export function binomialGate({ trades, abovePercent }: WinRateRule): BinomialGate {
  let minWins = Math.floor((abovePercent * trades) / 100)
  while (minWins <= trades && !isAbove(minWins, trades, abovePercent)) minWins += 1
  return { minWins, passProbability: (p) => binomialTail(minWins, trades, p) }
}

/** Whether wins of trades are above a percentage, strictly. */
export function isAbove(wins: number, trades: number, abovePercent: number): boolean {
  return 100 * wins > abovePercent * trades
}

/** Somebody who looks at a win rate rule after every trade, and stops at the first pass. */
export interface Peeking {
  /** Trades at the first look. */
  readonly from: number
  /** Trades at the last look. */
  readonly to: number
  readonly abovePercent: number
}

/** How often trades that win independently, each with probability `p`, pass a rule at some look: exact, over all paths. */
export function peek({ from, to, abovePercent }: Peeking, p: number): number {
  let row = binomialProbabilities(from, p)
  let passed = 0
  for (let trades = from; trades <= to; trades++) {
    for (let wins = trades; wins >= 0 && isAbove(wins, trades, abovePercent); wins--) {
      passed += row[wins]!
      row[wins] = 0
    }
    row = oneMore(row, p)
  }
  return passed
}
