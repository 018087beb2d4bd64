import { featureNames, type FeatureSnapshot, type Us } from '@of/core'
import { isoTime } from '../input/time.ts'

/** Every feature of a product at one moment, as a row of a time series. */
export interface FeatureRow {
  readonly timeUs: Us
  readonly product: string
  readonly simulated: boolean
  readonly features: FeatureSnapshot
}

/** How a time series is written, each line with its line break. */
export interface SeriesFormat {
  /** What stands before the first row. */
  readonly header: string
  readonly row: (row: FeatureRow) => string
}

/** Comma-separated values: numbers in full precision, an empty cell for what is unknown. */
export const csv: SeriesFormat = {
  header: `${['time', 'timeUs', 'product', 'simulated', ...featureNames].join(',')}\n`,
  row: ({ features, product, simulated, timeUs }) => {
    const values = featureNames.map((name) => features[name].value ?? '')
    return `${[isoTime(timeUs), timeUs, quoted(product), simulated, ...values].join(',')}\n`
  },
}

/** One JSON object a line: numbers in full precision, `null` for what is unknown. */
export const ndjson: SeriesFormat = {
  header: '',
  row: ({ features, product, simulated, timeUs }) => {
    const values = Object.fromEntries(featureNames.map((name) => [name, features[name].value]))
    return `${JSON.stringify({ time: isoTime(timeUs), timeUs, product, simulated, features: values })}\n`
  },
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
