import type { Ends } from './sample.ts'

/** Whether the mean net return is above zero, as printed. */
export interface EdgeReport {
  readonly meanBps: number
  readonly sdBps: number
  readonly seBps: number
  readonly nEffective: number
  readonly p: number
  readonly pStudent: number
  readonly pBootstrap: number
  readonly lowerBps: number
  readonly upperBps: number
  readonly intervalBps: Ends | null
  readonly lags: number
  readonly meanBlock: number
  readonly draws: number
}
