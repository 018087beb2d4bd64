import { type GateReport, judge } from '@of/backtest'
import { CliError } from '../errors.ts'
import { exitCodes } from '../exit-codes.ts'
import type { Host } from '../host.ts'
import { provenanceOf } from '../provenance/provenance.ts'
import { renderPage } from '../trades/page.ts'
import { readTrades, type TradeList } from '../trades/read-trades.ts'
import { gateSections } from '../trades/render-gate.ts'
import { takerBpsOf } from './fee-options.ts'
import { numberOf, wholeOf } from './number-options.ts'
import { pathsOf } from './options.ts'

const COMMAND = 'of gate'

/** The options of `of gate`, as they are typed. */
export interface GateCommandOptions {
  readonly trades: string
  readonly baseline?: string | undefined
  readonly trials?: string | undefined
  readonly fees?: string | undefined
  readonly breakEven?: string | undefined
  readonly maxLossBps?: string | undefined
  readonly exitCode?: true | undefined
  readonly json?: true | undefined
}

/** `of gate`: the verdict on a list of trades, as a page or as one JSON object. */
export async function gateCommand(options: GateCommandOptions, host: Host): Promise<void> {
  const settled = settledOf(options)
  pathsOf([options.trades, options.baseline ?? ''], COMMAND)
  const reading = { stdin: host.stdin, feeBps: settled.feeBps }
  const list = await readTrades(options.trades, reading)
  const baseline = options.baseline === undefined ? undefined : await readTrades(options.baseline, reading)
  const lists = baseline === undefined ? [list] : [list, baseline]
  for (const { name, remarks } of lists) for (const remark of remarks) host.remark(`${name}: ${remark}`)
  const report = judge(list.trades, { ...settled, baseline: baseline?.trades })
  await (options.json === true ? writeJson(report, lists, settled, host) : writePage(report, lists, host))
  if (options.exitCode === true && report.verdict !== 'GO') throw new CliError({ kind: 'told', exitCode: exitCodes.unhealthy })
}

async function writeJson(report: GateReport, lists: readonly TradeList[], { feeBps }: Settled, host: Host): Promise<void> {
  const [list, baseline] = lists
  const simulated = lists.some((each) => each.simulated === true) ? true : (list?.simulated ?? null)
  const provenance = provenanceOf(
    lists.map(({ file }) => file),
    simulated,
    host,
  )
  const input = { ...provenance, trades: list?.name, baseline: baseline?.name ?? null, feeBps }
  await host.output.write(`${JSON.stringify({ ...report, input })}\n`)
}

async function writePage(report: GateReport, lists: readonly TradeList[], { output, paint }: Host): Promise<void> {
  const heading = `Gate - ${lists.map((each) => each.name).join(' against ')}`
  const isSimulated = lists.some((each) => each.simulated === true)
  await output.write(renderPage({ heading, isSimulated, sections: gateSections(report) }, { columns: output.columns, paint }))
}

interface Settled {
  readonly feeBps: number
  readonly trials: { readonly trials: number } | undefined
  readonly breakEvenWinRate: number | undefined
  readonly lossBoundBps: number | undefined
}

function settledOf({ breakEven, fees, maxLossBps, trials }: GateCommandOptions): Settled {
  const number = (option: string, text: string | undefined, [least, most]: readonly [number, number]): number | undefined =>
    text === undefined ? undefined : numberOf(text, { option, least, most, command: COMMAND })
  const percent = number('--break-even', breakEven, [0.1, 99.9])
  return {
    feeBps: takerBpsOf(fees, COMMAND) ?? 0,
    trials:
      trials === undefined
        ? undefined
        : { trials: wholeOf(trials, { option: '--trials', least: 1, most: 1_000_000_000, command: COMMAND }) },
    breakEvenWinRate: percent === undefined ? undefined : percent / 100,
    lossBoundBps: number('--max-loss-bps', maxLossBps, [0.01, 1_000_000]),
  }
}
