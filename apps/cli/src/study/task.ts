import type { Us } from '@of/core'
import type { ProductReport } from '@of/pipeline'
import type { RuleSet } from '@of/signals'

/** What is to be analysed and told. Plain data: it crosses threads. */
export interface Task {
  readonly ruleSet: RuleSet
  /** Receive time from which things count; from the beginning unless given. */
  readonly countFromUs?: Us | undefined
  /** Never unless given. */
  readonly sampleEveryUs?: Us | undefined
  /** All unless given. */
  readonly keepDecisions?: number | undefined
  /** Products asked for; all when empty. */
  readonly products: readonly string[]
  readonly tells: Tells
  /** What was known before what is read, as `encodeState` wrote it; nothing unless given. */
  readonly known?: Uint8Array | undefined
}

/** What is told of what falls due, and whether reports are wanted at the end. */
export type Tells =
  | { readonly kind: 'reports' }
  | { readonly kind: 'rows'; readonly format: 'csv' | 'ndjson' }
  | { readonly kind: 'decisions'; readonly form: 'text' | 'json' | 'none' }

/** Something that fell due, as it is printed; its other fields say where it stands among what falls due elsewhere. */
export interface Told {
  /** Which step of its batch it fell due with. */
  readonly step: number
  readonly timeUs: Us
  /** A sample comes before a decision of the same time. */
  readonly isDecision: boolean
  /** Which of all products it is of, in the order in which these were first seen. */
  readonly rank: number
  /** What is printed, with its line break; empty where that is nothing. */
  readonly text: string
  /** Its line in a digest; `undefined` where none is made. */
  readonly digested: string | undefined
}

/** What is known at the end. */
export interface Findings {
  /** Every product that was seen, in the order of its first event. */
  readonly products: readonly string[]
  /** By name asked for, the name it has on the wire. */
  readonly canonical: ReadonlyMap<string, string>
  /** Of those asked for and found, if reports are wanted. */
  readonly reports: readonly ProductReport[]
}
