import type { Figures, WithCosts } from './horizon-report.ts'

/** What a factor explains at one horizon. Slopes are in ticks per 1 of the factor. */
export interface OwnHorizonFigures {
  readonly seconds: number
  readonly blockSeconds: number
  /** Of the moves up to its moments. */
  readonly contemporaneous: Figures & {
    readonly windows: number
    readonly skippedBlocks: number
  }
  /** Of the moves after its moments, which begin a latency after their receipt. */
  readonly predictive: WithCosts<Figures> & {
    readonly windows: number
    readonly unmeasured: number
    /** Moves whose end lies behind that of the recording. */
    readonly unfinished: number
    readonly skippedBlocks: number
  }
}

/** A factor of somebody's own, measured as features are. */
export interface OwnFactorFigures {
  readonly factor: string
  /** Moments at which it was read, and those of them at which it had a value. */
  readonly moments: number
  readonly known: number
  /** Horizons that are multiples of how often it was read. */
  readonly horizons: readonly OwnHorizonFigures[]
}
