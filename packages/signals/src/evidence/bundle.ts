import type { FeatureName, FeatureReading, Sources, Us } from '@of/core'
import type { SourceRecipe } from '../synthesizer/recipe.ts'
import type { FactorEvidence, SourcePart, SourceReading } from '../synthesizer/source.ts'

/** The version of the shape of bundles. */
export const EVIDENCE_SCHEMA = 2

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
  /** What the recording says of itself, part by part; none of what was received live. */
  readonly recording: readonly Readonly<Record<string, unknown>>[]
  /** Until when was known what the analysis went on from, that of a process before this one; `null` where it began with the first arrival. */
  readonly resumedUs: Us | null
  readonly arrivals: number
  readonly frames: number
  /** Receive times of the first and the last arrival. */
  readonly firstUs: Us
  readonly lastUs: Us
  /** In the order of their names. */
  readonly connections: readonly ConnectionEvidence[]
}

/** One-minute bars of trades that a source was shown, from the first on. */
export interface BarsEvidence {
  readonly count: number
  /** When the first began and the last ended; `null` without bars. */
  readonly firstUs: Us | null
  readonly lastUs: Us | null
  /** SHA-256 of the bars, each as a line of canonical JSON. */
  readonly content: string
}

/** What a decision was. */
export type DecisionEvidence = Omit<SourceReading, 'factors' | 'parts' | 'ruleSet'> & {
  /** |net| / 100, at most 1; 0 for HOLD. Only where rules decide alone. */
  readonly strength?: number
}

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
  /** Every feature that is looked at, by name. */
  readonly features: Readonly<Partial<Record<FeatureName, FeatureReading>>>
  /** `null` where none are looked at. */
  readonly bars: BarsEvidence | null
  readonly decision: DecisionEvidence
  /** In the order of the rules; none of a synthesis. */
  readonly factors: readonly FactorEvidence[]
  /** The sources of a synthesis with their own evidence, in their order. */
  readonly parts: readonly SourcePart[]
  /** What decided: its name, what it is made of, and the hash of that; of rules the one that they have everywhere. */
  readonly source: { readonly name: string; readonly hash: string; readonly recipe: SourceRecipe }
  /** What computed it. */
  readonly code: { readonly version: string }
}

/** A bundle under its own hash. */
export interface SealedBundle extends EvidenceBundle {
  /** SHA-256, in hex, of the canonical JSON of everything else. */
  readonly hash: string
}
