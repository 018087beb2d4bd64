import type { Us } from '@of/core'
import { analyze, type RuleSet, type Signal, type SignalInput, type ToldSignal } from '@of/signals'

/** What a signal of the rules, of a product as of a time, is told as. */
export type Scored = (signal: Signal, product: string, timeUs: Us) => ToldSignal

/** Turns what is seen of a product at a time into the signal that is told. */
export type Scorer = (seen: SignalInput, product: string, timeUs: Us) => ToldSignal

/** Scores by rules, and tells what that comes to with what is added; as it is where nothing is. */
export function scorerOf(ruleSet: RuleSet, scored: Scored | undefined): Scorer {
  if (scored === undefined) return (seen) => analyze(seen, ruleSet)
  return (seen, product, timeUs) => scored(analyze(seen, ruleSet), product, timeUs)
}
