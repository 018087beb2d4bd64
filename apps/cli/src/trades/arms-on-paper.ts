import { type AbReport, Backtest, compareArms, type PrimaryMetric } from '@of/backtest'
import { HOUR_US } from '@of/core'
import type { Host } from '../host.ts'
import { throwUnlessOneCurrency } from '../commands/backtest.ts'
import { pathsOf, productsOf, rangeOf, type SelectionOptions } from '../commands/options.ts'
import { CliError } from '../errors.ts'
import { guarded, onRecording, remarkTrust } from '../factors/own-factors.ts'
import { type MarketReading, marketEventsOf } from '../input/market-events.ts'
import { type PaperTyped, paperSetup } from '../paper/paper-setup.ts'
import { writeTrades } from '../paper/trades-csv.ts'
import { provenanceOfRecordings, type RecordedProvenance } from '../provenance/provenance.ts'

/** What is asked of arms on recordings, as it is typed. */
export interface OnPaperOptions extends SelectionOptions, PaperTyped {
  readonly tradesOut?: string | undefined
}

/** A comparison of arms that traded on paper, and where it comes from. */
export interface PaperComparison {
  readonly report: AbReport
  readonly input: RecordedProvenance & {
    readonly fees: { readonly takerBps: number; readonly makerBps: number }
  }
  readonly reading: MarketReading
}

/** The baseline, order flow, and both together. */
const usualArms: readonly string[] = ['candle', 'flow', 'both']

/** Lets arms trade on paper on the same events, and compares what they made hour by hour, open positions marked to market. */
export async function armsOnPaper(
  paths: readonly string[],
  options: OnPaperOptions,
  { command, primary }: { readonly command: string; readonly primary: PrimaryMetric },
  host: Host,
): Promise<PaperComparison> {
  const {
    arms,
    decideEveryUs,
    options: paper,
    trusted,
  } = await paperSetup({ ...options, arm: options.arm.length === 0 ? usualArms : options.arm }, command)
  if (arms.length < 2)
    throw new CliError({ kind: 'usage', complaint: `--arm: expected two arms or more, received ${arms.length}`, command })
  const backtest = new Backtest({ ...paper, arms, equityEveryUs: HOUR_US })
  const products = productsOf(options, command)
  const request = {
    paths: pathsOf(paths, command),
    products,
    range: rangeOf(options, command),
    decideEveryUs,
    command,
    doing: 'Trading on paper',
  }
  remarkTrust(trusted, host, onRecording)
  const guard = guarded(trusted, (event) => backtest.on(event))
  const reading = await marketEventsOf(request, host, guard.on)
  guard.finish()
  for (const [asked, product] of reading.chosen.aliases) host.remark(`${asked} arrives as ${product}`)
  throwUnlessOneCurrency(reading, command)
  const provenance = provenanceOfRecordings(paths, reading, host)
  const result = backtest.result({ ...provenance, decideEveryUs })
  if (options.tradesOut !== undefined)
    for (const file of await writeTrades(options.tradesOut, result)) host.remark(`trades written to ${file}`)
  const compared = result.arms.map(({ equity, name, trades }) => ({
    name,
    trades,
    marked: { fromUs: equity.fromUs, netBps: equity.steps },
  }))
  const { makerBps, takerBps } = backtest.rules.fees
  return {
    report: compareArms(compared, { primary }),
    input: { ...provenance, fees: { takerBps, makerBps } },
    reading,
  }
}
