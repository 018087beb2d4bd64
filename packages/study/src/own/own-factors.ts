import type { MarketEvent, Us } from '@of/core'

/** Factors of somebody's own that are studied beside features. */
export interface StudiedFactors {
  /** Their names, in the order of their values. */
  readonly names: readonly string[]
  /** How far the moments are apart at which they are read. */
  readonly everyUs: Us
  /** Hears every event of every product in its turn; at a moment of decision, the factors' values, `null` for one without. */
  readonly on: (event: MarketEvent) => readonly (number | null)[] | undefined
}
