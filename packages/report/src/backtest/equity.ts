import { cellOf } from '../build/measured.ts'
import type { Section } from '../document/document.ts'
import type { Evidence, LinePoint } from '../document/figure.ts'
import type { Table } from '../document/table.ts'
import { bps, bpsSize, counted, fixed, percent, span } from '../format/numbers.ts'
import { lengthText } from '../format/times.ts'
import type { BacktestArm, BacktestReading } from './backtest-result.ts'
import { meanCells } from './words.ts'

const NO_TRADES = 'no trades'

/** What the arms' accounts came to, and how deep they fell on the way. */
export function equitySection({ arms, rules }: Pick<BacktestReading, 'arms' | 'rules'>, command: string): Section {
  const n = arms.map(({ name, summary }) => `${name} ${counted(summary.n, 'trade')}`).join(', ')
  const evidence: Evidence = { n, interval: 'none: each is one path; that of the mean trade is in the table', command }
  const [first] = arms
  const every = first === undefined ? '' : `, every ${lengthText(first.equity.everyUs)}`
  return {
    heading: 'Equity and drawdown',
    claim: claimOf(arms),
    figures: arms.some(({ equity }) => equity.steps.length > 0)
      ? [
          {
            kind: 'lines',
            title: `Equity after costs, open positions marked at mid${every}`,
            size: 'full',
            evidence,
            y: { label: 'bps of one entry', format: 'bps' },
            lines: arms.map(({ equity, name }) => ({ name, points: running(equity) })),
            isFilled: false,
            references: [],
            gaps: [],
          },
          {
            kind: 'lines',
            title: 'Drawdown: how far equity lies below its highest so far',
            size: 'full',
            evidence,
            y: { label: 'bps of one entry', format: 'bps' },
            lines: arms.map(({ equity, name }) => ({ name, points: belowHighest(running(equity)) })),
            isFilled: true,
            references: [],
            gaps: [],
          },
        ]
      : [{ kind: 'missing', title: 'Equity after costs', size: 'full', evidence, reason: 'nothing was decided' }],
    tables: [
      armTable(arms, { n, interval: '95 %: Wilson’s of win rates; of means under 30 trades none', command }),
      costTable(arms, { ...evidence, interval: 'none: they are means and sums' }),
    ],
    notes: [
      `On paper: market orders walk the book ${rules.latencyUs / 1_000} ms after what they answer was received; what was taken stays taken.`,
      ...arms.flatMap(openNote),
      ...arms.flatMap(({ equity, name }) =>
        equity.staleMarks > 0 ? [`${name}: ${counted(equity.staleMarks, 'mark')} without a believed mid.`] : [],
      ),
    ],
  }
}

function claimOf(arms: readonly BacktestArm[]): string {
  if (arms.length === 0) return 'No arm traded.'
  const said = arms.map(({ equity, name, summary }) =>
    summary.n === 0
      ? `${name} closed no trade`
      : `${name} came to ${bps(equity.finalBps)} of one entry after costs, in ${counted(summary.n, 'trade')}`,
  )
  return `${said.join('; ')}.`
}

/** The sum of the steps at the end of each, from zero on. */
function running({ everyUs, fromUs, steps, toUs }: BacktestArm['equity']): LinePoint[] {
  let sum = 0
  const points: LinePoint[] = [{ timeUs: fromUs, value: 0 }]
  steps.forEach((step, index) => {
    sum += step
    points.push({ timeUs: Math.min(toUs, fromUs + (index + 1) * everyUs), value: sum })
  })
  return points
}

function belowHighest(points: readonly LinePoint[]): LinePoint[] {
  let highest = -Infinity
  return points.map(({ timeUs, value }) => {
    highest = Math.max(highest, value ?? highest)
    return { timeUs, value: value === null ? null : value - highest }
  })
}

function armTable(arms: readonly BacktestArm[], evidence: Evidence): Table {
  return {
    title: 'Closed trades',
    columns: [
      { name: 'arm', align: 'left' },
      { name: 'n', align: 'right' },
      { name: 'win rate', align: 'right' },
      { name: '95 %', align: 'right' },
      { name: 'mean gross', align: 'right' },
      { name: 'mean net', align: 'right' },
      { name: '95 %', align: 'right' },
      { name: 'held', align: 'right' },
    ],
    rows: arms.map(({ name, summary }) => {
      const { gross, meanHoldUs, n, net, winRate, winRateHigh, winRateLow } = summary
      const range = winRateLow === null || winRateHigh === null ? null : ([winRateLow, winRateHigh] as const)
      return [
        name,
        fixed(n, 0),
        cellOf(winRate, percent, NO_TRADES),
        cellOf(range, (interval) => span(interval, percent), NO_TRADES),
        meanCells(gross, NO_TRADES)[0],
        ...meanCells(net, NO_TRADES),
        cellOf(meanHoldUs, lengthText, NO_TRADES),
      ]
    }),
    evidence,
  }
}

function costTable(arms: readonly BacktestArm[], evidence: Evidence): Table {
  return {
    title: 'Costs and exposure',
    columns: [
      { name: 'arm', align: 'left' },
      { name: 'fees there and back', align: 'right' },
      { name: 'slippage', align: 'right' },
      { name: 'break-even', align: 'right' },
      { name: 'deepest drawdown', align: 'right' },
      { name: 'time in the market', align: 'right' },
      { name: 'turnover, entries', align: 'right' },
    ],
    rows: arms.map(({ costs, equity, exposure, name, turnover }) => [
      name,
      bpsSize(costs.roundTripFeeBps),
      cellOf(costs.slippageBps, bps, NO_TRADES),
      cellOf(costs.breakEvenBps, bpsSize, NO_TRADES),
      bps(-Math.abs(equity.drawdownBps)),
      cellOf(exposure, percent, 'no time passed'),
      fixed(turnover, 1),
    ]),
    evidence,
  }
}

function openNote({ name, open }: BacktestArm): string[] {
  if (open.length === 0) return []
  const where = open.map(({ product }) => product).join(', ')
  return [`${name} was still in the market at the end (${where}): marked at mid, in the equity and in no trade.`]
}
