import type { Aggressor, Us } from '@of/core'

/** One maker order met by a taker order. */
export interface Print {
  readonly id: number
  readonly timeUs: Us
  readonly tick: number
  readonly lots: number
  readonly aggressor: Aggressor
}
