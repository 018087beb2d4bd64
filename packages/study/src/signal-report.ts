import type { Costs, Interval } from './horizon-report.ts'

/** One factor of a signal, over all decisions. */
export interface FactorUse {
  readonly factor: string
  /** Decisions at which it had a value. */
  readonly known: number
  /** Decisions at which it added to the net. */
  readonly fired: number
}

/** How two factors' values go together, from −1 to 1; `null` under 30 decisions at which both were known, and where one does not vary. */
export interface FactorPair {
  readonly factors: readonly [string, string]
  readonly n: number
  readonly correlation: number | null
  /** Decisions at which both fired, and those of them at which they fired to the same side. */
  readonly bothFired: number
  readonly sameSide: number
}

/** What the signal explains of the moves after its decisions, and what it would without one of its factors. */
export interface Ablation {
  readonly seconds: number
  /** Decisions that do not overlap. */
  readonly n: number
  /** Of all factors that ever fired, weighted freely; `null` where n is under 30. */
  readonly r2: number | null
  readonly chanceR2: number | null
  /** Of the net alone, with the weights as they are. */
  readonly netR2: number | null
  readonly netBeta: number | null
  readonly costs: Costs
  readonly factors: readonly {
    readonly factor: string
    readonly alone: number | null
    readonly without: number | null
    /** `r2` less `without`: what it adds to the others. */
    readonly adds: number | null
  }[]
}

/** The factors of the signal. */
export interface FactorFigures {
  readonly ruleSet: string
  readonly decisions: number
  readonly abstained: number
  readonly factors: readonly FactorUse[]
  readonly pairs: readonly FactorPair[]
  /** The pair that the founding brief scored twice: order imbalance and depth imbalance. */
  readonly doubleScored: FactorPair | null
  readonly ablation: readonly Ablation[]
}

/** Kinds of levels of the volume profile. */
export type LevelKind = 'POC' | 'VAH' | 'VAL' | 'HVN' | 'LVN'

/** How levels fared when the price came to them. */
export interface LevelTally {
  readonly watched: number
  readonly touched: number
  readonly held: number
  readonly broken: number
  /** held / (held + broken); `null` where neither happened. */
  readonly holdRate: number | null
}

/** One kind of level beside random ones of the same times, sides and distances in units of volatility. */
export interface LevelFigures {
  readonly kind: LevelKind
  /** What is claimed of it: that it holds, or that it breaks, more often than any price. */
  readonly claim: 'holds' | 'breaks'
  readonly level: LevelTally
  readonly random: LevelTally
  /** Hold rate less that of random levels. */
  readonly difference: number | null
  /** From hours drawn anew; `null` under 8 hours with outcomes, and under 100 outcomes. */
  readonly differenceInterval: Interval | null
  readonly verdict: 'as claimed' | 'the opposite' | 'not shown' | 'not enough data'
}
