import { type AbReport, compareArms, type PrimaryMetric, primaryMetrics } from '@of/backtest'
import { CliError } from '../errors.ts'
import type { Host } from '../host.ts'
import { type Provenance, provenanceOf } from '../provenance/provenance.ts'
import { armsOnPaper, type OnPaperOptions } from '../trades/arms-on-paper.ts'
import { renderPage } from '../trades/page.ts'
import { readTrades, type TradeList } from '../trades/read-trades.ts'
import { abSections } from '../trades/render-ab.ts'
import { takerBpsOf } from './fee-options.ts'
import { pathsOf } from './options.ts'

const COMMAND = 'of ab'

/** The options of `of ab`, as they are typed. */
export interface AbOptions extends OnPaperOptions {
  readonly trades: readonly string[]
  readonly primary: string
  readonly json?: true | undefined
}

/** `of ab`: a comparison of arms on recordings, or of lists of trades, as a page or as one JSON object. */
export async function abCommand(paths: readonly string[], options: AbOptions, host: Host): Promise<void> {
  const primary = primaryOf(options.primary)
  if (paths.length > 0 && options.trades.length > 0) {
    throw new CliError({ kind: 'usage', complaint: 'expected recordings or --trades, received both', command: COMMAND })
  }
  if (paths.length === 0) return await compareLists(options, primary, host)
  const { input, reading, report } = await armsOnPaper(paths, options, { command: COMMAND, primary }, host)
  if (reading.span !== undefined && reading.chosen.found.length > 0) await tell(report, input, options.json === true, host)
  reading.throwUnlessWhole()
}

async function compareLists({ fees, json, trades }: AbOptions, primary: PrimaryMetric, host: Host): Promise<void> {
  const feeBps = takerBpsOf(fees, COMMAND) ?? 0
  if (trades.length < 2) {
    throw new CliError({ kind: 'usage', complaint: `--trades: expected two files or more, received ${trades.length}`, command: COMMAND })
  }
  const lists: TradeList[] = []
  for (const path of pathsOf(trades, COMMAND)) lists.push(await readTrades(path, { stdin: host.stdin, feeBps }))
  for (const { name, remarks } of lists) for (const remark of remarks) host.remark(`${name}: ${remark}`)
  const arms = lists.map((list, at) => ({ name: armName(lists, at), trades: list.trades }))
  const simulated = lists.some((list) => list.simulated === true) ? true : (lists[0]?.simulated ?? null)
  const provenance = provenanceOf(
    lists.map(({ file }) => file),
    simulated,
    host,
  )
  const input = { ...provenance, trades: lists.map(({ name }) => name), feeBps }
  await tell(compareArms(arms, { primary }), input, json === true, host)
}

async function tell(report: AbReport, input: Provenance, isJson: boolean, { output, paint }: Host): Promise<void> {
  if (isJson) return await output.write(`${JSON.stringify({ ...report, input })}\n`)
  const heading = `A/B - ${report.arms.map(({ name }) => name).join(', ')}`
  const page = { heading, isSimulated: input.simulated === true, sections: abSections(report) }
  await output.write(renderPage(page, { columns: output.columns, paint }))
}

function primaryOf(text: string): PrimaryMetric {
  const metric = primaryMetrics.find((known) => known === text)
  if (metric !== undefined) return metric
  throw new CliError({ kind: 'usage', complaint: `--primary: expected ${primaryMetrics.join(', ')}, received ${text}`, command: COMMAND })
}

/** The name of a file without its folder and ending; all of it where two would be called the same. */
function armName(lists: readonly TradeList[], at: number): string {
  const own = lists[at]!
  const isAlone = lists.filter((list) => shortName(list) === shortName(own)).length === 1
  return isAlone ? shortName(own) : `${own.name} (${at + 1})`
}

function shortName({ name }: TradeList): string {
  return name.replace(/^.*[/\\]/, '').replace(/\.csv$/i, '')
}
