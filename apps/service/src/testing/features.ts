import { type FeatureName, featureNames, type FeatureSnapshot, recordOf } from '@of/core'

/** Features of which only these are known. */
export function featuresWith(known: Partial<Record<FeatureName, number>>): FeatureSnapshot {
  return recordOf(featureNames, (name) => ({ value: known[name] ?? null }))
}
