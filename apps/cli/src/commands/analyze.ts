import type { ProductReport } from '@of/pipeline'
import type { RuleSet } from '@of/signals'
import type { Host } from '../host.ts'
import { chosenProducts, type ChosenProducts, throwUnlessWhole } from '../input/products.ts'
import { recordingName, recordingsAt } from '../input/recordings.ts'
import { Replay, type TimeRange } from '../input/replay.ts'
import { renderHeading, renderSimulated } from '../render/heading.ts'
import { counted } from '../render/numbers.ts'
import { renderReport } from '../render/report.ts'
import { pathsOf, presetOf, productsOf, rangeOf, type SelectionOptions } from './options.ts'

const COMMAND = 'of analyze'

/** The options of `of analyze`, as they are typed. */
export interface AnalyzeOptions extends SelectionOptions {
  readonly json?: true | undefined
  readonly preset: string
}

/** What to analyse. */
export interface AnalyzeRequest {
  readonly paths: readonly string[]
  /** Products asked for; all when empty. */
  readonly products: readonly string[]
  readonly range: TimeRange
  readonly ruleSet: RuleSet
}

/** The reports of what was asked for, and where they come from. */
export interface Analysis {
  readonly replay: Replay
  readonly chosen: ChosenProducts
  readonly reports: readonly ProductReport[]
}

/** Reads recordings to their end, or to a damage, and analyses what they hold. */
export async function analysisOf({ paths, products, range, ruleSet }: AnalyzeRequest, host: Host): Promise<Analysis> {
  const { signal, stdin } = host
  const progress = await host.startProgress()
  const replay = new Replay({ recordings: recordingsAt(paths, stdin), range, ruleSet, signal, onProgress: progress.report })
  try {
    for await (const _ of replay.events());
  } finally {
    progress.stop()
  }
  const chosen = chosenProducts(replay, products)
  const inRange = replay.span === undefined ? [] : chosen.found
  const reports = inRange.flatMap((product) => replay.pipeline.report(product, { simulated: replay.simulated }) ?? [])
  return { replay, chosen, reports }
}

/** `of analyze`: the analysis of recordings as text, or as one JSON object a product. */
export async function analyzeCommand(paths: readonly string[], options: AnalyzeOptions, host: Host): Promise<void> {
  const request: AnalyzeRequest = {
    paths: pathsOf(paths, COMMAND),
    products: productsOf(options, COMMAND),
    range: rangeOf(options, COMMAND),
    ruleSet: presetOf(options.preset, COMMAND),
  }
  const analysis = await analysisOf(request, host)
  for (const [asked, product] of analysis.chosen.aliases) host.remark(`${asked} arrives as ${product}`)
  const { skippedLines } = analysis.replay
  if (skippedLines > 0) host.remark(`${counted(skippedLines, 'line')} of unknown kinds passed over`)
  if (options.json === true) await writeJson(analysis.reports, host)
  else await writeText(request, analysis, host)
  throwUnlessWhole(analysis.replay, analysis.chosen.unknown)
}

async function writeJson(reports: readonly ProductReport[], { output }: Host): Promise<void> {
  for (const report of reports) await output.write(`${JSON.stringify(report)}\n`)
}

/** Writes reports under a heading, each simulated one under a row that says so. */
export async function writeText(
  { paths, ruleSet }: Pick<AnalyzeRequest, 'paths' | 'ruleSet'>,
  { replay, reports }: Analysis,
  { output, paint }: Host,
): Promise<void> {
  if (replay.span === undefined || reports.length === 0) return
  await output.write(renderHeading({ recordings: paths.map(recordingName), span: replay.span, preset: ruleSet.name }, paint))
  for (const report of reports) {
    const banner = report.simulated ? renderSimulated(output.columns, paint) : ''
    await output.write(`\n${banner}${renderReport(report, paint)}`)
  }
}
