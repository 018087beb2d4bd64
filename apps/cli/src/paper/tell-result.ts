import { auditResult, type BacktestResult } from '@of/backtest'
import { canonicalJson } from '@of/signals'
import { CliError } from '../errors.ts'
import type { Host } from '../host.ts'
import { renderBacktest } from '../render/backtest/render-backtest.ts'
import { writeTrades } from './trades-csv.ts'

/** How a result is told. */
export interface TellOptions {
  readonly json?: true | undefined
  readonly tradesOut?: string | undefined
  /** Lines above the text. */
  readonly heading: string
}

/** Writes a result as text or JSON, and its trades where that is wanted. Throws where the result breaks its own laws: then it is no result. */
export async function tellResult(result: BacktestResult, { heading, json, tradesOut }: TellOptions, host: Host): Promise<void> {
  const broken = auditResult(result)
  if (broken.length > 0) throw new Error(`the accounts do not add up: ${broken.join('; ')}`)
  if (json === true) await host.output.write(`${canonicalJson(result)}\n`)
  else await host.output.write(`${heading}${renderBacktest(result, host.output.columns, host.paint)}`)
  if (tradesOut === undefined) return
  for (const file of await writtenTrades(tradesOut, result)) host.remark(`trades written to ${file}`)
}

async function writtenTrades(path: string, result: BacktestResult): Promise<string[]> {
  try {
    return await writeTrades(path, result)
  } catch (error) {
    throw new CliError(
      { kind: 'paper', fault: { kind: 'unwritable-file', path, detail: error instanceof Error ? error.message : String(error) } },
      { cause: error },
    )
  }
}
