import type { FeatureName, FeatureReading } from '@of/core'
import type { SummaryInput, SummaryRow, Tone } from './summary.ts'
import { priceText } from './units.ts'

/** A feature as far as it is known. */
export function readingOf({ features }: SummaryInput, feature: FeatureName): FeatureReading {
  return features[feature] ?? { value: null, reason: 'not measured' }
}

/** The value of a feature, `undefined` when it is unknown. */
export function valueOf(input: SummaryInput, feature: FeatureName): number | undefined {
  return readingOf(input, feature).value ?? undefined
}

/** A row of one feature; when it is unknown, the reason why. */
export function rowOf(
  label: string,
  { value, reason = 'no value' }: FeatureReading,
  render: (value: number) => Omit<SummaryRow, 'label'>,
): SummaryRow {
  return value === null ? { label, value: '–', note: `n/a: ${reason}`, tone: 'unknown' } : { label, ...render(value) }
}

/** A row of a price, with a note on how it was measured where there is one. */
export function priceRow(label: string, reading: FeatureReading, product: string): SummaryRow {
  const note = reading.note === undefined ? {} : { note: reading.note }
  return rowOf(label, reading, (price) => ({ value: priceText(price, product), ...note, tone: 'neutral' }))
}

/** The feature that the signal was scored on where there are two ways to measure, else the plainer one. */
export function scored<Scored extends FeatureName, Plain extends FeatureName>(
  { signal }: SummaryInput,
  candidate: Scored,
  plain: Plain,
): Scored | Plain {
  return signal.factors.some(({ feature }) => feature === candidate) ? candidate : plain
}

/** Buy above the width, sell below its mirror image. */
export function toneOf(value: number, width = 0): Tone {
  if (value > width) return 'buy'
  return value < -width ? 'sell' : 'neutral'
}
