import type { Us } from '@of/core'
import type { DepthLaw, HorizonFigures } from './horizon-report.ts'
import type { OwnFactorFigures } from './own-report.ts'
import type { FactorFigures, LevelFigures } from './signal-report.ts'

/** What is measured, of what. */
export interface StudyInput {
  readonly product: string
  readonly tick: number | null
  /** Whether the tick is the finest decimal seen, not the venue's word. */
  readonly tickInferred: boolean
  /** Exchange times. */
  readonly firstUs: Us | null
  readonly lastUs: Us | null
  readonly levels: number
  readonly latencyMs: number
  readonly feeBps: number | null
  readonly books: number
  readonly trades: number
  readonly hiddenTrades: number
  /** Trades that came too late for their window. */
  readonly lateTrades: number
  readonly bookLosses: number
}

/** What a study found of a product. */
export interface StudyReport {
  readonly input: StudyInput
  readonly horizons: readonly HorizonFigures[]
  readonly depthLaw: DepthLaw | null
  /** `null` where no signal was given, or nothing was decided. */
  readonly factors: FactorFigures | null
  /** Factors of somebody's own; `null` where none were given. */
  readonly ownFactors: readonly OwnFactorFigures[] | null
  /** `null` unless asked for. */
  readonly levels: readonly LevelFigures[] | null
  readonly warnings: readonly string[]
  /** What the figures say, in sentences. */
  readonly conclusions: readonly string[]
}
