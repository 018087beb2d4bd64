import type { FeatureName, FeatureReading, Us } from '@of/core'
import { SECOND_US } from '@of/core'
import { ageText } from '../numbers.ts'
import type { ProductModel } from '../model/watch-model.ts'

const NOT_HEARD_OF: FeatureReading = { value: null, reason: 'nothing received yet' }

/** A feature of a product as it was last read. */
export function readingOf({ features }: ProductModel, name: FeatureName): FeatureReading {
  return features?.[name] ?? NOT_HEARD_OF
}

/** The value of a feature, `undefined` where there is none. */
export function valueOf(product: ProductModel, name: FeatureName): number | undefined {
  return readingOf(product, name).value ?? undefined
}

/** A feature as text, a dash where there is none. */
export function textOf(product: ProductModel, name: FeatureName, format: (value: number) => string): string {
  const { value } = readingOf(product, name)
  return value === null ? '–' : format(value)
}

const unitsUs: Readonly<Record<string, Us>> = { s: SECOND_US, min: 60 * SECOND_US, h: 3_600 * SECOND_US }

/** A reason as the screen gives it: one that names a warm-up counts down while its source stands. */
export function reasonText(reason: string, sinceUs: Us | undefined, nowUs: Us): string {
  const [, count, unit = '', rest = ''] = /^warming up: ([\d,]+) (s|min|h)\b(.*)$/.exec(reason) ?? []
  // A factor of one's own counts by itself.
  if (/^ of \d/.test(rest)) return `watched ${reason.slice('warming up: '.length)}`
  const unitUs = unitsUs[unit]
  if (count === undefined || unitUs === undefined || sinceUs === undefined) return reason.replace(/^warming up: /, 'needs ')
  const leftUs = Number(count.replaceAll(',', '')) * unitUs - (nowUs - sinceUs)
  if (leftUs > 0) return `${ageText(leftUs + SECOND_US - 1)} left`
  return rest.startsWith(' and ') ? `needs ${rest.slice(5)}` : 'warming up'
}

/** A reason in few words: of a lost book only that it is lost, for the pane that is about it says why. */
export function briefReason(reason: string): string {
  const own = reason.replace(/^(book|trades): /, '').replace(/^needs /, '')
  if (/^book (resyncing|suspect|empty)/.test(own)) return 'book not synced'
  return own.replace(/^stale: nothing received for/, 'silent for')
}
