import { VenuePipeline, type VenueReport } from '@of/pipeline'
import type { RuleSet } from '@of/signals'
import type { RecognisedInput } from '@of/tape'
import { headingOf, type Scoring, type SignalName } from '../factors/own-signal.ts'
import type { Host } from '../host.ts'
import { chosenProducts, throwUnlessWhole } from '../input/products.ts'
import type { TimeRange } from '../input/reading.ts'
import { recordingName } from '../input/recordings.ts'
import { renderHeading } from '../render/heading.ts'
import { renderVenueReport } from '../render/venue-report.ts'
import { remarkOrigin } from './remarks.ts'
import { VenueReading } from './venue-reading.ts'

/** What of recordings of events is analysed. */
export interface VenueAnalysis {
  readonly paths: readonly string[]
  readonly recognised: readonly RecognisedInput[]
  /** Products asked for; all when empty. */
  readonly products: readonly string[]
  readonly range: TimeRange
  readonly ruleSet: RuleSet
  readonly named: SignalName
  /** Factors of one's own in the signals. */
  readonly scoring: Scoring
  readonly form: 'text' | 'json'
}

/** Analyses recordings of events of any venue to their end, or to a damage, and writes the reports. */
export async function analyzeVenue(analysis: VenueAnalysis, host: Host): Promise<void> {
  const { form, products: asked, range, recognised, ruleSet, scoring } = analysis
  const { output } = host
  const progress = await host.startProgress()
  const reading = new VenueReading({ recognised, range, products: asked, signal: host.signal, onProgress: progress.report })
  const { fromUs } = range
  const describe = reading.describe.bind(reading)
  const pipeline = new VenuePipeline({ ruleSet, describe, ...scoring.options, ...(fromUs === undefined ? {} : { countFromUs: fromUs }) })
  try {
    for await (const events of reading) for (const event of events) pipeline.push(event)
  } finally {
    progress.stop()
  }
  scoring.finish()
  const { origin, seen } = reading
  remarkOrigin(origin, host)
  const labels = { simulated: false, origin }
  const { found } = chosenProducts(seen, asked)
  const reports = reading.span === undefined ? [] : found.flatMap((product) => pipeline.report(product, labels) ?? [])
  if (form === 'json') for (const report of reports) await output.write(`${JSON.stringify(report)}\n`)
  else await writeText(analysis, { reading, reports }, host)
  throwUnlessWhole(reading, seen, asked)
}

async function writeText(
  { named, paths }: VenueAnalysis,
  { reading, reports }: { readonly reading: VenueReading; readonly reports: readonly VenueReport[] },
  { output, paint }: Host,
): Promise<void> {
  if (reading.span === undefined || reports.length === 0) return
  await output.write(renderHeading({ recordings: paths.map(recordingName), span: reading.span, ...headingOf(named) }, paint))
  for (const report of reports) await output.write(`\n${renderVenueReport(report, paint)}`)
}
