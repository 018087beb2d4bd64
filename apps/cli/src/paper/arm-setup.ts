import type { Arm } from '@of/backtest'
import { recipeHash, type SourceRecipe } from '@of/signals'

/** What a journal says of an arm, so that what it decided can be tied to its rules, and derived again from them. */
export interface ArmSetup {
  readonly name: string
  /** Of rules the hash that they have everywhere; `null` where the source does not say what it is made of. */
  readonly hash: string | null
  readonly recipe: SourceRecipe | null
}

/** An arm as a journal has it. */
export function armSetup({ name, source: { recipe } }: Arm): ArmSetup {
  return { name, hash: recipe === undefined ? null : recipeHash(recipe), recipe: recipe ?? null }
}
