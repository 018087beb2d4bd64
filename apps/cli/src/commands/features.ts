import type { PipelineEvent } from '@of/pipeline'
import type { Host } from '../host.ts'
import { chosenProducts, throwUnlessWhole } from '../input/products.ts'
import { recordingsAt } from '../input/recordings.ts'
import { Replay } from '../input/replay.ts'
import { silentProgress } from '../render/progress.ts'
import { csv, ndjson, type FeatureRow, type SeriesFormat } from '../render/series.ts'
import { pathsOf, productsOf, rangeOf, type SelectionOptions, stepOf } from './options.ts'

const COMMAND = 'of features'

/** The options of `of features`, as they are typed. */
export interface FeaturesOptions extends SelectionOptions {
  readonly every: string
  readonly format: 'csv' | 'ndjson'
}

const formats: Readonly<Record<FeaturesOptions['format'], SeriesFormat>> = { csv, ndjson }

/** `of features`: every feature as a time series, written while the recordings are read. */
export async function featuresCommand(paths: readonly string[], options: FeaturesOptions, host: Host): Promise<void> {
  const { output, signal, stdin } = host
  const recordings = recordingsAt(pathsOf(paths, COMMAND), stdin)
  const products = productsOf(options, COMMAND)
  const range = rangeOf(options, COMMAND)
  const sampleEveryUs = stepOf(options.every, COMMAND)
  // On one terminal the two would write over each other.
  const progress = output.isTerminal ? silentProgress : await host.startProgress()
  const replay = new Replay({ recordings, range, sampleEveryUs, signal, onProgress: progress.report })
  const { header, row } = formats[options.format]
  let heading = header
  try {
    for await (const events of replay.events()) {
      const rows = rowsOf(events, replay, products).map(row)
      if (rows.length === 0) continue
      await output.write(heading + rows.join(''))
      heading = ''
    }
  } finally {
    progress.stop()
  }
  const { unknown } = chosenProducts(replay, products)
  throwUnlessWhole(replay, unknown)
  await output.write(heading)
}

type Sample = Extract<PipelineEvent, { readonly kind: 'sample' }>

function rowsOf(events: readonly PipelineEvent[], { pipeline, simulated }: Replay, products: readonly string[]): FeatureRow[] {
  const wanted = new Set(products.map((product) => pipeline.canonical(product)))
  return events
    .filter((event): event is Sample => event.kind === 'sample' && (wanted.size === 0 || wanted.has(event.product)))
    .map(({ features: values, product, timeUs }) => ({ timeUs, product, simulated, features: values }))
}
