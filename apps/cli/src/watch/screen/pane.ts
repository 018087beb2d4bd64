import type { Us } from '@of/core'
import type { ProductModel, WatchModel } from '../model/watch-model.ts'

/** What a pane is drawn from. */
export interface PaneContext {
  readonly model: WatchModel
  /** The product that is looked at. */
  readonly product: ProductModel
  readonly nowUs: Us
  /** Whether the pane has the screen to itself. */
  readonly isFocused: boolean
}
