import { featureNames, type Us } from '@of/core'
import { presets } from '@of/signals'
import { CliError } from '../errors.ts'
import { OwnColumns } from '../factors/own-columns.ts'
import { onRecording, ownFactors, remarkTrust } from '../factors/own-factors.ts'
import type { Host } from '../host.ts'
import { begun } from '../input/beginning.ts'
import { throwUnlessWhole } from '../input/products.ts'
import { Reading } from '../input/reading.ts'
import { recordingKind } from '../input/recording-kind.ts'
import { silentProgress } from '../render/progress.ts'
import { csv } from '../render/series.ts'
import { Study } from '../study/study.ts'
import { featuresVenue } from '../venue/features-venue.ts'
import { pathsOf, productsOf, rangeOf, type SelectionOptions, stepOf } from './options.ts'
import { threadsOf, type ThreadOptions } from './thread-options.ts'

const COMMAND = 'of features'

/** The options of `of features`, as they are typed. */
export interface FeaturesOptions extends SelectionOptions, ThreadOptions {
  readonly every: string
  readonly format: 'csv' | 'ndjson'
}

/** `of features`: every feature as a time series, written while the recordings are read. */
export async function featuresCommand(paths: readonly string[], options: FeaturesOptions, host: Host): Promise<void> {
  const { output, signal } = host
  const { format } = options
  const products = productsOf(options, COMMAND)
  const range = rangeOf(options, COMMAND)
  const sampleEveryUs = stepOf(options.every, COMMAND)
  const threads = threadsOf(options, { paths, sampleEveryUs, command: COMMAND })
  const own = await columnsOf(options, sampleEveryUs, host)
  const found = await recordingKind(pathsOf(paths, COMMAND), host, COMMAND)
  if (found.kind === 'events') {
    await featuresVenue({ recognised: found.recognised, products, range, sampleEveryUs, format, own }, host)
    return
  }
  const { recordings } = found
  const { known, start } = await begun(paths, range, host)
  // On one terminal the two would write over each other.
  const progress = output.isTerminal ? silentProgress : await host.startProgress()
  const reading = new Reading({ recordings, range, start, signal, onProgress: progress.report })
  const tells = { kind: 'rows', format } as const
  const task = { ruleSet: presets.default, countFromUs: range.fromUs, sampleEveryUs, keepDecisions: 1, products, tells, known }
  const study = new Study({ reading, task, threads, beside: { columns: own } })
  let heading = format === 'csv' ? csv.header(own?.names) : ''
  try {
    for await (const told of study.told()) {
      if (told.length === 0) continue
      await output.write(heading + told.map(({ text }) => text).join(''))
      heading = ''
    }
  } finally {
    progress.stop()
  }
  own?.finish()
  throwUnlessWhole(reading, study.findings, products)
  await output.write(heading)
}

/** The factors of files as columns; `undefined` without any. */
async function columnsOf({ factors = [] }: FeaturesOptions, everyUs: Us, host: Host): Promise<OwnColumns | undefined> {
  if (factors.length === 0) return undefined
  const trusted = await ownFactors(factors, { everyUs, scored: false })
  const taken = trusted.factors.find(({ name }) => featureNames.some((feature) => feature === name))
  if (taken !== undefined)
    throw new CliError({
      kind: 'usage',
      complaint: `--factors: expected names that no feature has, received ${taken.name}`,
      command: COMMAND,
    })
  remarkTrust(trusted, host, onRecording)
  return new OwnColumns(trusted)
}
