import type { Us } from '@of/core'

/** How arms are made. */
export interface ArmContext {
  /** As it is typed, for what is said of a wrong use. */
  readonly command: string
  /** How often they decide. */
  readonly everyUs: Us
}
