import type { FeatureReading } from '../features/features.ts'

/** A reading that has a value, with what is worth saying of it. */
export function known(value: number, extras?: { readonly note?: string | undefined; readonly coverage?: number }): FeatureReading {
  const note = extras?.note
  const coverage = extras?.coverage
  if (note === undefined) return coverage === undefined ? { value } : { value, coverage }
  return coverage === undefined ? { value, note } : { value, note, coverage }
}

/** A reading without a value, and why. */
export function unknown(reason: string): FeatureReading {
  return { value: null, reason }
}

/** A reading of a value that may be missing. */
export function maybe(
  value: number | undefined,
  reason: string,
  extras?: { readonly note?: string | undefined; readonly coverage?: number },
): FeatureReading {
  return value === undefined ? unknown(reason) : known(value, extras)
}
