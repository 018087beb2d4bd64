import type { SignalSource } from '@of/signals'

/** One way of deciding that trades on its own account, beside others on the same events. */
export interface Arm {
  /** Unique among the arms of a run. */
  readonly name: string
  readonly source: SignalSource
}
