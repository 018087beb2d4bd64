import type { Bar, FeatureName, Us } from '@of/core'
import type { SignalInput } from '../score/inputs.ts'
import type { Direction, FactorState } from '../score/signal.ts'
import type { LatchState } from './latch.ts'
import type { SourceRecipe } from './recipe.ts'

/** What a source is shown at a moment of decision: what was known of a product by then, and nothing of what came later. */
export interface SourceInput extends SignalInput {
  readonly product: string
  readonly timeUs: Us
  /** One-minute bars of trades that closed since the moment before, oldest first; none for a minute without a trade. */
  readonly bars: readonly Bar[]
}

/** What a source looks at. */
export interface SourceInputs {
  readonly features: readonly FeatureName[]
  /** Whether it looks at bars. */
  readonly bars: boolean
}

/** One line of a source's evidence: what was measured, against what, and what it added. A signal's factors are such lines. */
export interface FactorEvidence {
  /** Its name, unique in the source. */
  readonly factor: string
  /** A word or two for lists. */
  readonly label: string
  readonly value: number | null
  readonly unit: string
  /** The bound on the value's side, in its unit. */
  readonly threshold: number
  /** Hundredths that it adds when it fires. */
  readonly weight: number
  /** Hundredths that it added, above zero for LONG. */
  readonly contribution: number
  readonly state: FactorState
  readonly sentence: string
  /** Why there is no value. */
  readonly reason?: string
}

/** What a source of a synthesis said, and what that counted. */
export interface SourcePart {
  readonly source: string
  /** Hundredths of the whole that its word counts, before anyone abstained. */
  readonly weight: number
  /** Whether its word was taken: one that abstains may be left out. */
  readonly counted: boolean
  readonly reading: SourceReading
}

/** What a source says at a moment of decision, with everything that rests on. */
export interface SourceReading {
  readonly direction: Direction
  /** Hundredths, above zero for LONG; `null` when it abstained. */
  readonly net: number | null
  /** Hundredths that the net had to be beyond. */
  readonly decisionThreshold: number
  /** The greatest |net| that could have been reached with what has a value, in hundredths. */
  readonly reachableNet: number
  /** Whether nothing was decided, because what it looks at cannot be believed: not the same as seeing no edge. */
  readonly abstained: boolean
  /** Why it abstained. */
  readonly reason?: string
  /** What speaks for it, in sentences, the heaviest first. */
  readonly reasons: readonly string[]
  /** Its factors; none for a synthesis. */
  readonly factors: readonly FactorEvidence[]
  /** Its sources, in their order; only of a synthesis. */
  readonly parts?: readonly SourcePart[]
  /** What is held after it, since when, and when a direction was last left; only of a synthesis. */
  readonly latch?: Readonly<LatchState>
  /** What it scored by, where that is a rule set. */
  readonly ruleSet?: { readonly name: string; readonly hash: string }
}

/**
 * Something that says LONG, SHORT or HOLD at each moment of decision: a pure state machine that live trading, replay and backtest run alike.
 *
 * `decide` is called once for every moment of one product, in order, and changes nothing but the state that it is handed, which is plain data: a
 * clone of it is a checkpoint. The methods use no `this`.
 */
export interface SignalSource<State = unknown> {
  readonly name: string
  readonly inputs: SourceInputs
  /** How far back what it is shown has any influence; 0 when only the moment itself does, `Infinity` when all of the past does. */
  readonly lookBackUs: Us
  /** What it is made of, so that its decisions can be derived again; of one that does not say, they cannot. */
  readonly recipe?: SourceRecipe
  init(): State
  decide(state: State, input: SourceInput): SourceReading
}
