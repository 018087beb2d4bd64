import type { Section } from '../document/document.ts'
import type { Evidence, Figure } from '../document/figure.ts'
import type { Table } from '../document/table.ts'
import { bps, counted, fixed } from '../format/numbers.ts'
import { histogramBins } from '../build/histogram-bins.ts'
import type { BacktestArm, BacktestReading } from './backtest-result.ts'

/** How the results of single trades are spread, and why positions were left. */
export function tradesSection({ arms }: BacktestReading, command: string): Section {
  const total = arms.reduce((sum, { trades }) => sum + trades.length, 0)
  return {
    heading: 'Trades',
    claim: claimOf(arms, total),
    figures: arms.map((arm) => spreadFigure(arm, command)),
    tables: [signalTable(arms, { n: `${arms.length} arms`, interval: 'none: they are counts', command })],
    notes: [],
  }
}

function claimOf(arms: readonly BacktestArm[], total: number): string {
  if (total === 0) return 'No trade was closed: there is no win rate, and no mean.'
  const losing = arms.filter(({ summary }) => summary.net.mean !== null && summary.net.mean < 0).length
  const of = arms.length === 1 ? 'its mean is' : `the mean is below zero for ${losing} of ${arms.length} arms`
  const [only] = arms
  if (arms.length > 1 || only === undefined) return `${counted(total, 'trade')} were closed; ${of}.`
  return `${counted(total, 'trade')} closed; ${of} ${only.summary.net.mean === null ? 'not known' : bps(only.summary.net.mean)} after costs.`
}

function spreadFigure({ name, summary, trades }: BacktestArm, command: string): Figure {
  const frame = {
    title: `Net result of a trade, ${name}`,
    size: 'half',
    evidence: { n: counted(trades.length, 'trade'), interval: 'of the mean: in the table above', command } satisfies Evidence,
  } as const
  if (trades.length === 0) return { ...frame, kind: 'missing', reason: 'no trades' }
  return {
    ...frame,
    kind: 'histogram',
    x: { label: 'bps of the notional, after costs', format: 'bps' },
    noun: 'trades',
    bins: histogramBins(trades.map(({ netBps }) => netBps)),
    references: summary.net.mean === null ? [] : [{ label: `mean ${bps(summary.net.mean)}`, value: summary.net.mean }],
  }
}

function signalTable(arms: readonly BacktestArm[], evidence: Evidence): Table {
  return {
    title: 'From signals to trades',
    columns: [
      { name: 'arm', align: 'left' },
      { name: 'signals', align: 'right' },
      { name: 'LONG', align: 'right' },
      { name: 'SHORT', align: 'right' },
      { name: 'HOLD', align: 'right' },
      { name: 'abstained', align: 'right' },
      { name: 'orders', align: 'right' },
      { name: 'filled', align: 'right' },
      { name: 'given up', align: 'left' },
      { name: 'left by', align: 'left' },
    ],
    rows: arms.map(({ name, orders, signals, summary }) => [
      name,
      fixed(signals.emitted, 0),
      fixed(signals.long, 0),
      fixed(signals.short, 0),
      fixed(signals.hold, 0),
      fixed(signals.abstained, 0),
      fixed(orders.sent, 0),
      fixed(orders.filled, 0),
      reasons(orders.dropped),
      reasons(summary.byReason),
    ]),
    evidence,
  }
}

function reasons(counts: Readonly<Partial<Record<string, number>>>): string {
  const said = Object.entries(counts).map(([reason, count]) => `${reason} ${fixed(count ?? 0, 0)}`)
  return said.length === 0 ? 'none' : said.join(', ')
}
