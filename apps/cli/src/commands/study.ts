import { HOUR_US, type Us } from '@of/core'
import { Study, type StudyReport } from '@of/study'
import { CliError } from '../errors.ts'
import { guarded, onRecording, ownFactors, remarkTrust } from '../factors/own-factors.ts'
import { headingOf, namedBy, rulesOf, type SignalName, type SignalOptions } from '../factors/own-signal.ts'
import { StudiedTogether } from '../factors/studied-together.ts'
import type { Host } from '../host.ts'
import { parseDuration } from '../input/duration.ts'
import { type MarketReading, marketEventsOf } from '../input/market-events.ts'
import { recordingName } from '../input/recordings.ts'
import { provenanceOfRecordings, type RecordedProvenance } from '../provenance/provenance.ts'
import { renderHeading, renderSimulated } from '../render/heading.ts'
import { renderStudy } from '../render/study/render-study.ts'
import { decideEveryOf } from './evidence-options.ts'
import { takerBpsOf } from './fee-options.ts'
import { wholeOf } from './number-options.ts'
import { pathsOf, productsOf, rangeOf, type SelectionOptions } from './options.ts'

const COMMAND = 'of study'
const SHORTEST_US: Us = 100_000
const MOST_SEED = 4_294_967_295

/** The options of `of study`, as they are typed. */
export interface StudyCommandOptions extends SelectionOptions, SignalOptions {
  readonly horizons: string
  readonly fees?: string | undefined
  readonly latency: string
  readonly levels?: true | undefined
  readonly every?: string | undefined
  readonly seed: string
  readonly json?: true | undefined
}

/** `of study`: what features explain and what they predict, as tables or as one JSON object a product. */
export async function studyCommand(paths: readonly string[], options: StudyCommandOptions, host: Host): Promise<void> {
  const ruleSet = await rulesOf(options, COMMAND)
  const everyUs = decideEveryOf(options.every, COMMAND)
  const trusted = await ownFactors(options.factors ?? [], { everyUs, scored: false })
  const together = new StudiedTogether(ruleSet, trusted, everyUs)
  const study = new Study({
    horizonsUs: options.horizons.split(',').map((text) => spanOf('--horizons', text.trim(), SHORTEST_US)),
    latencyUs: spanOf('--latency', options.latency, 0),
    feeBps: takerBpsOf(options.fees, COMMAND),
    signal: together.signal,
    own: together.own,
    testsLevels: options.levels === true,
    seed: wholeOf(options.seed, { option: '--seed', least: 0, most: MOST_SEED, command: COMMAND }),
  })
  const request = {
    paths: pathsOf(paths, COMMAND),
    products: productsOf(options, COMMAND),
    range: rangeOf(options, COMMAND),
    ruleSet,
    decideEveryUs: everyUs,
    command: COMMAND,
    doing: 'Studying',
  }
  remarkTrust(trusted, host, onRecording)
  const guard = guarded(trusted, (event) => study.push(event))
  const reading = await marketEventsOf(request, host, guard.on)
  guard.finish()
  for (const [asked, product] of reading.chosen.aliases) host.remark(`${asked} arrives as ${product}`)
  const reports = study.finish((product) => reading.describe(product)?.tick)
  const provenance = provenanceOfRecordings(paths, reading, host)
  if (options.json === true) for (const report of reports) await host.output.write(`${JSON.stringify(labelled(report, provenance))}\n`)
  else await writeText({ paths, named: namedBy(options, ruleSet), reports, reading }, host)
  reading.throwUnlessWhole()
}

interface Written {
  readonly paths: readonly string[]
  readonly named: SignalName
  readonly reports: readonly StudyReport[]
  readonly reading: MarketReading
}

async function writeText({ named, paths, reading, reports }: Written, { output, paint }: Host): Promise<void> {
  const { span } = reading
  if (span === undefined || reports.length === 0) return
  await output.write(renderHeading({ recordings: paths.map(recordingName), span, ...headingOf(named) }, paint))
  for (const report of reports) {
    const banner = reading.simulated ? renderSimulated(output.columns, paint) : ''
    await output.write(`\n${banner}${renderStudy(report, output.columns, paint)}`)
  }
}

/** A report with where it comes from. */
function labelled({ input, ...found }: StudyReport, provenance: RecordedProvenance): object {
  return { input: { ...input, ...provenance }, ...found }
}

function spanOf(option: string, text: string, leastUs: Us): Us {
  const spanUs = parseDuration(text)
  if (spanUs !== undefined && spanUs >= leastUs && spanUs <= HOUR_US) return spanUs
  const complaint = `${option}: expected spans from ${leastUs / 1_000}ms to 1h, received ${text === '' ? 'nothing' : text}`
  throw new CliError({ kind: 'usage', complaint, command: COMMAND, hint: 'A span is a whole number and a unit: 100ms, 1s, 5m, 1h.' })
}
