import type { MarketEvent, Us } from '@of/core'
import { VenuePipeline } from '@of/pipeline'
import type { RecognisedInput } from '@of/tape'
import type { OwnColumns } from '../factors/own-columns.ts'
import type { Host } from '../host.ts'
import { throwUnlessWhole } from '../input/products.ts'
import type { TimeRange } from '../input/reading.ts'
import { silentProgress } from '../render/progress.ts'
import { csv } from '../render/series.ts'
import { spellingOf } from '../study/spelling.ts'
import { remarkOrigin } from './remarks.ts'
import { VenueReading } from './venue-reading.ts'

/** What of recordings of events is written as time series. */
export interface VenueSeries {
  readonly recognised: readonly RecognisedInput[]
  /** Products asked for; all when empty. */
  readonly products: readonly string[]
  readonly range: TimeRange
  readonly sampleEveryUs: Us
  readonly format: 'csv' | 'ndjson'
  /** Factors of one's own beside them. */
  readonly own: OwnColumns | undefined
}

/** Writes every feature of recordings of events as a time series, while they are read. */
export async function featuresVenue({ format, own, products, range, recognised, sampleEveryUs }: VenueSeries, host: Host): Promise<void> {
  const { output } = host
  // On one terminal the two would write over each other.
  const progress = output.isTerminal ? silentProgress : await host.startProgress()
  const reading = new VenueReading({ recognised, range, products, signal: host.signal, onProgress: progress.report })
  const { fromUs } = range
  const asked = new Set(products)
  const isAsked = (product: string): boolean => asked.size === 0 || asked.has(product)
  const hear = (event: MarketEvent): void => {
    if (isAsked(event.product)) own?.on(event)
  }
  const pipeline = new VenuePipeline({
    describe: reading.describe.bind(reading),
    sampleEveryUs,
    keepDecisions: 1,
    ...(fromUs === undefined ? {} : { countFromUs: fromUs }),
    // Factors are read at the moments of the rows.
    ...(own === undefined ? {} : { decideEveryUs: sampleEveryUs, onMarket: hear }),
  })
  const { text } = spellingOf({ kind: 'rows', format })
  let heading = format === 'csv' ? csv.header(own?.names) : ''
  try {
    for await (const events of reading) {
      const rows: string[] = []
      for (const event of events) {
        for (const due of pipeline.push(event)) {
          if (due.kind === 'sample' && isAsked(due.product)) rows.push(text(due, false, own?.take(due.product, due.timeUs)))
        }
      }
      if (rows.length === 0) continue
      await output.write(heading + rows.join(''))
      heading = ''
    }
  } finally {
    progress.stop()
  }
  own?.finish()
  remarkOrigin(reading.origin, host)
  throwUnlessWhole(reading, reading.seen, products)
  await output.write(heading)
}
