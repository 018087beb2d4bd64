import type { SharpeComparison } from '../ab/sharpe-comparison.ts'
import type { SampleReport } from './sample.ts'

/** A system beside its baseline. */
export interface BaselineReport {
  readonly trades: SampleReport
  readonly difference: SharpeComparison
}
