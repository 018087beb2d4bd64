import type { DataEntry, TradingCosts } from './registry.ts'
import type { Overfitting } from './overfitting.ts'
import type { Deflated, TradesReading } from './readings.ts'
import type { SearchSpace } from './space.ts'
import type { Stretch, TrialConfig } from './trial.ts'
import type { Step } from './walk-forward.ts'

/** What came of tuning. It is never the best number alone. */
export interface TuneResult extends TradingCosts {
  readonly schema: 1
  /** Which data, by hash. */
  readonly data: DataEntry['data']
  readonly span: Stretch
  readonly products: readonly { readonly product: string; readonly moments: number }[]
  readonly space: SearchSpace & { readonly size: number }
  readonly trials: TrialCounts
  /** The configuration that did best on all that tuning may see; `null` when none had trades enough. */
  readonly best: (TradesReading & { readonly config: TrialConfig }) | null
  readonly walkForward: TradesReading & { readonly steps: readonly Step[] }
  readonly deflated: Deflated
  readonly overfitting: Overfitting
  readonly nullControl: NullControl
  readonly holdOut: HoldOut
  /** Whether what was chosen on the past earned in the future, after costs and for all that was tried. */
  readonly edge: boolean
  readonly conclusions: readonly string[]
}

/** How many configurations were tried. */
export interface TrialCounts {
  readonly here: number
  /** On these data, in this search and all before it. */
  readonly ever: number
  /** How many different ideas those amount to. */
  readonly effective: number
  /** On other data of a product that is among these, at a time that is: in no figure, since their returns cannot be laid beside these. */
  readonly elsewhere: number
}

/** How often data without an edge gave a best one as good. */
export interface NullControl {
  readonly runs: number
  readonly asGood: number
  readonly p: number | null
  /** Why there is no `p`. */
  readonly reason?: string
}

/** What tuning does not see, unless it is asked to look. */
export interface HoldOut extends Stretch {
  /** Looks so far, this one included: at these data, and at others of a product and a time that are in the hold-out. */
  readonly looks: number
  readonly looksElsewhere: number
  readonly reading: TradesReading | null
}
