import type { FactorRecipe, FactorScore, SourceRecipe } from '@of/signals'

/** Factors of one's own as a configuration has them: what they say of themselves, each with its score, and the files that their code stands in. Plain data. */
export type OwnRecipe = Pick<Extract<SourceRecipe, { readonly kind: 'score' }>, 'factors' | 'files'>

/** The name of the column that the values of a factor of one's own are kept in. */
export function ownColumn(factor: string): `own:${string}` {
  return `own:${factor}`
}

/** How a factor of one's own is scored. Throws a RangeError for one without a score. */
export function scoreOf({ name, score }: FactorRecipe): FactorScore {
  if (score === undefined) throw new RangeError(`own factors: expected one with a score, received ${name}`)
  return score
}
