import { featureNames, type FeatureSnapshot, type Us } from '@of/core'
import type { OwnValues } from '../factors/own-columns.ts'
import { isoTime } from '../input/time.ts'

/** Every feature of a product at one moment, as a row of a time series. */
export interface FeatureRow {
  readonly timeUs: Us
  readonly product: string
  readonly simulated: boolean
  readonly features: FeatureSnapshot
  /** Of factors of one's own; none unless given. */
  readonly own?: OwnValues | undefined
}

/** How a time series is written, each line with its line break. */
export interface SeriesFormat {
  /** What stands before the first row; `own` are the names of factors of one's own. */
  readonly header: (own?: readonly string[]) => string
  readonly row: (row: FeatureRow) => string
}

/** Comma-separated values: numbers in full precision, an empty cell for what is unknown. */
export const csv: SeriesFormat = {
  header: (own = []) => `${['time', 'timeUs', 'product', 'simulated', ...featureNames, ...own.map(quoted)].join(',')}\n`,
  row: ({ features, own = {}, product, simulated, timeUs }) => {
    const values = [...featureNames.map((name) => features[name].value), ...Object.values(own)].map((value) => value ?? '')
    return `${[isoTime(timeUs), timeUs, quoted(product), simulated, ...values].join(',')}\n`
  },
}

/** One JSON object a line: numbers in full precision, `null` for what is unknown. */
export const ndjson: SeriesFormat = {
  header: () => '',
  row: ({ features, own, product, simulated, timeUs }) => {
    const values = Object.fromEntries(featureNames.map((name) => [name, features[name].value]))
    const factors = own === undefined ? {} : { factors: own }
    return `${JSON.stringify({ time: isoTime(timeUs), timeUs, product, simulated, features: values, ...factors })}\n`
  },
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
