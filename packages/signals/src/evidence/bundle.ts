import type { FeatureName, FeatureReading, Sources, Us } from '@of/core'
import type { RuleSet } from '../rules/rule-set.ts'
import type { FactorReading, Signal } from '../score/signal.ts'

/** The version of the shape of bundles. */
export const EVIDENCE_SCHEMA = 1

/** What came over one connection, as far as a decision could know of it. */
export interface ConnectionEvidence {
  readonly name: string
  readonly frames: number
  /** Numbers that the venue gave to the first and the last frame; `null` where none had one. They begin anew when a connection does. */
  readonly firstSequence: number | null
  readonly lastSequence: number | null
  /** Receive times of the first and the last frame; `null` without frames. */
  readonly firstUs: Us | null
  readonly lastUs: Us | null
}

/** All that had arrived when a decision was taken, from the beginning of the recording on: an analysis rests on all of it. */
export interface InputEvidence {
  /** SHA-256 of what arrived, as `InputTrail` spells it: however it was compressed or divided, the same arrivals give the same hash. */
  readonly content: string
  /** What the recording says of itself, part by part; none of what was never recorded. */
  readonly recording: readonly Readonly<Record<string, unknown>>[]
  readonly arrivals: number
  readonly frames: number
  /** Receive times of the first and the last arrival. */
  readonly firstUs: Us
  readonly lastUs: Us
  /** In the order of their names. */
  readonly connections: readonly ConnectionEvidence[]
}

/** What a decision was. */
export type DecisionEvidence = Pick<
  Signal,
  'direction' | 'strength' | 'net' | 'decisionThreshold' | 'reachableNet' | 'abstained' | 'reason' | 'reasons'
>

/** A decision with all that it rests on, fit to be derived again by somebody else. */
export interface EvidenceBundle {
  readonly schema: typeof EVIDENCE_SCHEMA
  readonly product: string
  /** The moment of decision, in exchange time. */
  readonly timeUs: Us
  /** How far decisions are apart. */
  readonly decideEveryUs: Us
  /** Whether a simulator made any of the inputs. */
  readonly simulated: boolean
  readonly inputs: InputEvidence
  readonly sources: Sources
  /** Every feature that a rule looks at, by name. */
  readonly features: Readonly<Partial<Record<FeatureName, FeatureReading>>>
  readonly decision: DecisionEvidence
  /** In the order of the rule set. */
  readonly factors: readonly FactorReading[]
  readonly ruleSet: { readonly hash: string; readonly rules: RuleSet }
  /** What computed it. */
  readonly code: { readonly version: string }
}

/** A bundle under its own hash. */
export interface SealedBundle extends EvidenceBundle {
  /** SHA-256, in hex, of the canonical JSON of everything else. */
  readonly hash: string
}
