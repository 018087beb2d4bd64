import { MINUTE_US } from '@of/core'
import type { ProductReport } from '@of/pipeline'
import type { RuleSet } from '@of/signals'
import type { TapeInput } from '@of/tape'
import { headingOf, ownSignal, type Scoring, scoring, type SignalName, type SignalOptions } from '../factors/own-signal.ts'
import type { Host } from '../host.ts'
import { begun } from '../input/beginning.ts'
import { chosenProducts, type ChosenProducts, throwUnlessWhole } from '../input/products.ts'
import { Reading, type TimeRange } from '../input/reading.ts'
import { recordingKind } from '../input/recording-kind.ts'
import { recordingName, recordingsAt } from '../input/recordings.ts'
import { renderHeading, renderSimulated } from '../render/heading.ts'
import { counted } from '../render/numbers.ts'
import { renderReport } from '../render/report.ts'
import { Study } from '../study/study.ts'
import type { Findings } from '../study/task.ts'
import { analyzeVenue } from '../venue/analyze-venue.ts'
import { pathsOf, productsOf, rangeOf, type SelectionOptions } from './options.ts'
import { threadsOf, type ThreadOptions } from './thread-options.ts'

const COMMAND = 'of analyze'

/** The options of `of analyze`, as they are typed. */
export interface AnalyzeOptions extends SelectionOptions, SignalOptions, ThreadOptions {
  readonly json?: true | undefined
}

/** What to analyse. */
export interface AnalyzeRequest {
  readonly paths: readonly string[]
  /** Products asked for; all when empty. */
  readonly products: readonly string[]
  readonly range: TimeRange
  readonly ruleSet: RuleSet
  /** Factors of one's own in the signals; none unless given. */
  readonly scoring?: Scoring
  readonly threads: number | 'auto'
}

/** The reports of what was asked for, and where they come from. */
export interface Analysis {
  readonly reading: Reading
  readonly findings: Findings
  readonly chosen: ChosenProducts
  readonly reports: readonly ProductReport[]
}

/** Reads recordings of frames to their end, or to a damage, and analyses what they hold. */
export async function analysisOf(
  { paths, products, range, ruleSet, scoring: own, threads }: AnalyzeRequest,
  host: Host,
  recordings: readonly TapeInput[] = recordingsAt(paths, host.stdin),
): Promise<Analysis> {
  const { signal } = host
  const { known, start } = await begun(paths, range, host)
  const progress = await host.startProgress()
  const reading = new Reading({ recordings, range, start, signal, onProgress: progress.report })
  const task = { ruleSet, countFromUs: range.fromUs, products, tells: { kind: 'reports' }, known } as const
  const study = new Study({ reading, threads, task, beside: { scoring: own } })
  try {
    for await (const _ of study.told());
  } finally {
    progress.stop()
  }
  own?.finish()
  const { findings } = study
  const chosen = chosenProducts(findings, products)
  const inRange = reading.span === undefined ? [] : chosen.found
  const reports = inRange.flatMap((product) => findings.reports.find((report) => report.product === product) ?? [])
  return { reading, findings, chosen, reports }
}

/** `of analyze`: the analysis of recordings as text, or as one JSON object a product. */
export async function analyzeCommand(paths: readonly string[], options: AnalyzeOptions, host: Host): Promise<void> {
  const selected = { paths: pathsOf(paths, COMMAND), products: productsOf(options, COMMAND), range: rangeOf(options, COMMAND) }
  const threads = threadsOf(options, { paths, sampleEveryUs: undefined, command: COMMAND })
  const own = await ownSignal(options, { everyUs: MINUTE_US, command: COMMAND })
  const { named, ruleSet } = own
  const request = { ...selected, ruleSet, named, scoring: scoring(own, { isLive: false }, host), threads }
  const found = await recordingKind(paths, host, COMMAND)
  if (found.kind === 'events') {
    await analyzeVenue({ ...request, recognised: found.recognised, form: options.json === true ? 'json' : 'text' }, host)
    return
  }
  const analysis = await analysisOf(request, host, found.recordings)
  for (const [asked, product] of analysis.chosen.aliases) host.remark(`${asked} arrives as ${product}`)
  const { skippedLines } = analysis.reading
  if (skippedLines > 0) host.remark(`${counted(skippedLines, 'line')} of unknown kinds passed over`)
  if (options.json === true) await writeJson(analysis.reports, host)
  else await writeText(request, analysis, host)
  throwUnlessWhole(analysis.reading, analysis.findings, request.products)
}

async function writeJson(reports: readonly ProductReport[], { output }: Host): Promise<void> {
  for (const report of reports) await output.write(`${JSON.stringify(report)}\n`)
}

/** Writes reports under a heading, each simulated one under a row that says so. */
export async function writeText(
  { named, paths }: { readonly paths: readonly string[]; readonly named: SignalName },
  { reading, reports }: Analysis,
  { output, paint }: Host,
): Promise<void> {
  if (reading.span === undefined || reports.length === 0) return
  await output.write(renderHeading({ recordings: paths.map(recordingName), span: reading.span, ...headingOf(named) }, paint))
  for (const report of reports) {
    const banner = report.simulated ? renderSimulated(output.columns, paint) : ''
    await output.write(`\n${banner}${renderReport(report, paint)}`)
  }
}
