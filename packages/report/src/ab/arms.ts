import { cellOf, measuredOf } from '../build/measured.ts'
import type { Section } from '../document/document.ts'
import type { Evidence } from '../document/figure.ts'
import { bps, bpsSize, counted, fixed, percent, span } from '../format/numbers.ts'
import type { AbReading } from './ab-result.ts'

const NO_TRADES = 'no trades'

/** What each arm came to on the common hours. */
export function armsSection({ arms, grid }: AbReading, command: string): Section {
  const evidence: Evidence = {
    n: `${arms.map(({ name, trades }) => `${name} ${counted(trades, 'trade')}`).join(', ')}; ${counted(grid.hours, 'hour')}`,
    interval: '95 %, Wilson’s, for independent trades',
    command,
  }
  return {
    heading: 'The arms',
    claim: `${arms.map(({ meanNetBps, name }) => `${name} earned ${meanNetBps === null ? 'nothing, it has no trades' : `${bps(meanNetBps)} a trade`}`).join('; ')}, after costs.`,
    figures: [
      {
        kind: 'intervals',
        title: 'Win rates',
        size: 'full',
        evidence,
        xLabel: 'arm',
        y: { label: 'share that won', format: 'percent', from: 'data' },
        places: arms.map(({ name }) => name),
        series: [
          {
            name: 'win rate',
            values: arms.map(({ trades, wilson, winRate }) => measuredOf(winRate, { interval: wilson, n: trades, reason: NO_TRADES })),
          },
        ],
        references: [],
      },
    ],
    tables: [
      {
        title: 'Arm by arm',
        columns: [
          { name: 'arm', align: 'left' },
          { name: 'n', align: 'right' },
          { name: 'win rate', align: 'right' },
          { name: '95 %', align: 'right' },
          { name: 'net a trade', align: 'right' },
          { name: 'all', align: 'right' },
          { name: 'cost', align: 'right' },
          { name: 'Sharpe of a year', align: 'right' },
          { name: 'drawdown', align: 'right' },
          { name: 'in the market', align: 'right' },
        ],
        rows: arms.map((arm) => [
          arm.name,
          fixed(arm.trades, 0),
          cellOf(arm.winRate, percent, NO_TRADES),
          cellOf(arm.wilson, (interval) => span(interval, percent), NO_TRADES),
          cellOf(arm.meanNetBps, bps, NO_TRADES),
          bps(arm.totalNetBps),
          cellOf(arm.meanCostBps, bpsSize, 'costs are not told apart'),
          cellOf(arm.sharpeAnnualised, (value) => fixed(value, 2), 'it never moves on the common hours'),
          cellOf(arm.maxDrawdownBps, (value) => bps(-Math.abs(value)), 'no common hours'),
          cellOf(arm.exposure, percent, 'no common hours'),
        ]),
        evidence,
      },
    ],
    notes: arms.some(({ returns }) => returns === 'at-close')
      ? ['Returns of an arm that tells trades alone count in the hour in which a trade closed.']
      : [],
  }
}
