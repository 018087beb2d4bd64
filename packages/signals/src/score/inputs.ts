import { type FeatureName, type FeatureReading, type FeatureSnapshot, featureTable, type SourceHealth, type Sources } from '@of/core'

/** What is scored: the features of a product at one moment, and the health of what they were made from. */
export interface SignalInput {
  /** A feature that is left out is unknown. */
  readonly features: Partial<FeatureSnapshot>
  readonly sources: Sources
}

/** Why a feature cannot be scored: it has no value, or its source was not configured. */
export interface Unknown {
  readonly state: 'unknown' | 'absent'
  readonly value: null
  readonly reason: string
}

/** A feature that can be scored, or why it cannot. */
export type Known = { readonly state: 'known'; readonly value: number } | Unknown

/** A feature as far as it can be believed: no value outlives its source, and what is not a number is not neutral. */
export function known({ features, sources }: SignalInput, feature: FeatureName): Known {
  const { source } = featureTable[feature]
  // History is what trades have left behind: it stays true while they are gone, and its coverage says for how long.
  const health: SourceHealth = source === 'history' ? { state: 'healthy' } : sources[source]
  if (health.state === 'absent') return { state: 'absent', value: null, reason: `no ${source}` }
  if (health.state === 'unhealthy') return unknown(sourceFault(source, health.reason))
  const reading: FeatureReading = features[feature] ?? { value: null, reason: 'not measured' }
  if (reading.value === null) return unknown(reading.reason ?? 'no value')
  return Number.isFinite(reading.value) ? { state: 'known', value: reading.value } : unknown('not a finite number')
}

/** Why a source cannot be believed, by its name: a reason that begins with it does not get it twice. */
export function sourceFault(source: string, reason: string): string {
  return reason.startsWith(source) ? reason : `${source}: ${reason}`
}

function unknown(reason: string): Unknown {
  return { state: 'unknown', value: null, reason }
}
