import type { Us } from '@of/core'
import type { FactorDeclaration } from '../factors/factor.ts'
import type { RuleSet } from '../rules/rule-set.ts'
import { ruleSetHash } from '../rules/rule-set-hash.ts'
import { canonicalJson } from '../text/canonical-json.ts'
import { sha256Hex } from '../text/sha256.ts'
import type { LatchOptions } from './latch.ts'

/**
 * When sources agree. `weighted`: the mean of their nets, by weight, is beyond the threshold. `majority`: those of one direction have more than half of
 * the weight. `all`: every one says the same direction. `unopposed`: at least one says a direction, and none the opposite one.
 */
export type Agreement = 'weighted' | 'majority' | 'all' | 'unopposed'

/** What one source's abstention does to a synthesis. */
export type WhenOneAbstains = 'abstain' | 'leave-out' | 'hold'

/** A file of code that a source runs. */
export interface CodeFile {
  /** Without its folder. */
  readonly name: string
  /** Of its bytes, in hex. */
  readonly sha256: string
}

/** What a factor says of itself, as JSON has it: a look-back without end is `null`. */
export type FactorRecipe = Omit<FactorDeclaration, 'lookBackUs'> & { readonly lookBackUs: Us | null }

/** What a source is made of, as plain data: with the code of its factors, another like it can be made. */
export type SourceRecipe =
  | { readonly kind: 'rules'; readonly hash: string; readonly rules: RuleSet }
  | { readonly kind: 'candles'; readonly options: Readonly<Record<string, number>> }
  | {
      readonly kind: 'factors'
      readonly name: string
      readonly decisionThreshold: number
      readonly factors: readonly FactorRecipe[]
      /** Where their code stands; empty where nobody has said. */
      readonly files: readonly CodeFile[]
    }
  | {
      /** Rules and factors whose lines are scored together. */
      readonly kind: 'score'
      readonly rules: RuleSet
      readonly factors: readonly FactorRecipe[]
      readonly files: readonly CodeFile[]
    }
  | {
      readonly kind: 'synthesis'
      readonly name: string
      readonly agreement: Agreement
      readonly decisionThreshold: number
      readonly whenOneAbstains: WhenOneAbstains
      readonly latch: LatchOptions
      readonly sources: readonly { readonly weight: number; readonly recipe: SourceRecipe }[]
    }

/** What rules are made of. */
export function rulesRecipe(rules: RuleSet): SourceRecipe {
  return { kind: 'rules', hash: ruleSetHash(rules), rules }
}

/** The identity of a recipe: of rules their own hash, else the SHA-256, in hex, of its canonical JSON. */
export function recipeHash(recipe: SourceRecipe): string {
  return recipe.kind === 'rules' ? recipe.hash : sha256Hex(canonicalJson(recipe))
}
