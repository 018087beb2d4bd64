import { Backtest } from '@of/backtest'
import { CliError } from '../errors.ts'
import { guarded, onRecording, remarkTrust } from '../factors/own-factors.ts'
import type { Host } from '../host.ts'
import { type MarketReading, marketEventsOf } from '../input/market-events.ts'
import { type PaperTyped, paperSetup } from '../paper/paper-setup.ts'
import { tellResult } from '../paper/tell-result.ts'
import { provenanceOfRecordings } from '../provenance/provenance.ts'
import { renderHeading } from '../render/heading.ts'
import { pathsOf, productsOf, rangeOf, type SelectionOptions } from './options.ts'

const COMMAND = 'of backtest'

/** The options of `of backtest`, as they are typed. */
export interface BacktestCommandOptions extends SelectionOptions, PaperTyped {
  readonly tradesOut?: string | undefined
  readonly json?: true | undefined
}

/** `of backtest`: recordings traded on paper, as text or as one JSON object. */
export async function backtestCommand(paths: readonly string[], options: BacktestCommandOptions, host: Host): Promise<void> {
  const { arms, decideEveryUs, options: paper, trusted } = await paperSetup(options, COMMAND)
  remarkTrust(trusted, host, onRecording)
  const request = {
    paths: pathsOf(paths, COMMAND),
    products: productsOf(options, COMMAND),
    range: rangeOf(options, COMMAND),
    decideEveryUs,
    command: COMMAND,
    doing: 'Trading on paper',
  }
  const backtest = new Backtest({ ...paper, arms })
  const guard = guarded(trusted, (event) => backtest.on(event))
  const reading = await marketEventsOf(request, host, guard.on)
  guard.finish()
  for (const [asked, product] of reading.chosen.aliases) host.remark(`${asked} arrives as ${product}`)
  throwUnlessOneCurrency(reading, COMMAND)
  if (reading.span !== undefined && reading.chosen.found.length > 0) {
    const input = { ...provenanceOfRecordings(paths, reading, host), decideEveryUs }
    const { json, tradesOut } = options
    await tellResult(
      backtest.result(input),
      { json, tradesOut, heading: renderHeading({ recordings: input.recordings, span: reading.span }, host.paint) },
      host,
    )
  }
  reading.throwUnlessWhole()
}

/** Sums are in quote currency, of which there can be only one. */
export function throwUnlessOneCurrency({ chosen, describe }: MarketReading, command: string): void {
  const quotes = new Set(chosen.found.map((product) => dollars(describe(product)?.quote ?? '')))
  if (quotes.size < 2) return
  const complaint = `--product: expected products of one quote currency, received ${chosen.found.join(', ')}`
  throw new CliError({ kind: 'usage', complaint, command })
}

function dollars(quote: string): string {
  return quote === 'USDC' || quote === 'USDT' ? 'USD' : quote
}
