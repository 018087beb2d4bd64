import { writeFile } from 'node:fs/promises'
import type { BacktestResult, PaperTrade } from '@of/backtest'
import { isoTime } from '../input/time.ts'

const COLUMNS = [
  'opened',
  'closed',
  'product',
  'side',
  'quantity',
  'entryPrice',
  'exitPrice',
  'grossBps',
  'costBps',
  'netBps',
  'slippageBps',
  'reason',
  'simulated',
] as const

/** Trades as CSV, times in UTC. */
export function tradesCsv(trades: readonly PaperTrade[], simulated: boolean): string {
  const rows = trades.map((trade) =>
    COLUMNS.map((column) => {
      switch (column) {
        case 'opened':
          return isoTime(trade.openedUs)
        case 'closed':
          return isoTime(trade.closedUs)
        case 'simulated':
          return String(simulated)
        default:
          return String(trade[column] ?? '')
      }
    }),
  )
  return [COLUMNS, ...rows].map((row) => `${row.join(',')}\n`).join('')
}

/** Writes the trades of each arm: of several, into files of the same name with the arm's in it. Returns the files. */
export async function writeTrades(path: string, { arms, input }: BacktestResult): Promise<string[]> {
  const files = arms.map(({ name, trades }) => ({ trades, file: arms.length === 1 ? path : withName(path, name) }))
  for (const { file, trades } of files) await writeFile(file, tradesCsv(trades, input.simulated))
  return files.map(({ file }) => file)
}

/** `trades.csv` of an arm called flow is `trades-flow.csv`. */
function withName(path: string, name: string): string {
  const safe = name.replaceAll(/[^\w.-]+/g, '_')
  const dot = /[^/\\]\.[^./\\]+$/.exec(path)
  return dot === null ? `${path}-${safe}` : `${path.slice(0, dot.index + 1)}-${safe}${path.slice(dot.index + 1)}`
}
