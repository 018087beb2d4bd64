import type { AbReport, ComparedArmReport, PairReport } from '@of/backtest'
import { counted, grouped } from '../render/numbers.ts'
import type { PageRow, PageSection } from './page.ts'
import { chance, endsOf, figure, percentEnds, percentOf, signed } from './words.ts'

const metricWords = { sharpe: 'Sharpe ratio', 'win-rate': 'win rate', net: 'mean net return a trade' } as const

/** A comparison as sections of a page: what was settled and what it takes, before what came out. */
export function abSections(report: AbReport): PageSection[] {
  return [
    { title: 'Settled before', rows: settledRows(report) },
    ...report.arms.map((arm) => ({ title: arm.name, rows: armRows(arm) })),
    ...report.pairs.map((pair) => ({ title: `${pair.first} less ${pair.second}`, rows: pairRows(pair, report) })),
    { title: 'Conclusion', sentences: report.conclusions },
  ]
}

function settledRows({ grid, primary, sampleSize }: AbReport): PageRow[] {
  const correction = primary.correction === 'holm' ? `, ${primary.comparisons} comparisons by Holm` : ''
  const needed = sampleSize.needed === null ? 'n/a' : `${grouped(sampleSize.needed)} ${sampleSize.unit}`
  return [
    { label: 'Decides', value: metricWords[primary.metric], note: `at 5 %, two-sided${correction}; the rest is beside the point` },
    {
      label: 'Needed',
      value: needed,
      note: `to find ${sampleSize.difference} four times in five; there are ${grouped(sampleSize.available)} ${sampleSize.unit}`,
    },
    { label: 'Compared over', value: counted(grid.hours, 'hour'), note: 'common to all arms, idle ones included' },
  ]
}

function armRows(arm: ComparedArmReport): PageRow[] {
  return [
    { label: 'Trades', value: grouped(arm.trades), note: `won ${percentOf(arm.winRate)}; 95 %: ${percentEnds(arm.wilson)} (Wilson)` },
    {
      label: 'Net',
      value: `${signed(arm.totalNetBps, 1)} bps`,
      note: `${signed(arm.meanNetBps, 2)} bps a trade; deepest drawdown ${figure(arm.maxDrawdownBps, 1)} bps`,
    },
    {
      label: 'Sharpe a year',
      value: signed(arm.sharpeAnnualised, 2),
      note: `of hours; ${arm.returns === 'at-close' ? 'a trade counts where it closed' : 'marked to market'}`,
    },
    {
      label: 'Exposure',
      value: percentOf(arm.exposure),
      note: `of the time; turnover ${arm.turnover === null ? `n/a: no ${arm.trades === 0 ? 'trades' : 'sizes or prices'}` : `$${grouped(Math.round(arm.turnover))}`}; cost ${arm.meanCostBps === null ? (arm.trades === 0 ? 'n/a' : 'not told apart') : `${figure(arm.meanCostBps, 2)} bps a trade`}`,
    },
  ]
}

function pairRows(pair: PairReport, { primary }: AbReport): PageRow[] {
  const { net, sharpe, winRate } = pair
  const days = `${counted(winRate.days, 'day')} resampled whole`
  const row = (metric: AbReport['primary']['metric'], label: string, value: string, note: string): PageRow => {
    const decides = metric === primary.metric ? `; decides${primary.correction === 'holm' ? `, p ${chance(pair.pHolm)} by Holm` : ''}` : ''
    return { label, value, note: `${note}${decides}` }
  }
  return [
    row(
      'sharpe',
      'Sharpe a year',
      signed(sharpe.deltaAnnualised, 2),
      `95 %: ${endsOf(sharpe.intervalAnnualised, 2)}; p ${chance(sharpe.p)} (Ledoit and Wolf)`,
    ),
    row(
      'win-rate',
      'Win rate',
      winRate.value === null ? 'n/a' : `${signed(100 * winRate.value, 1)} points`,
      `95 %: ${percentEnds(winRate.interval)}; p ${chance(winRate.p)}; ${days}`,
    ),
    row(
      'net',
      'Net a trade',
      net.value === null ? 'n/a' : `${signed(net.value, 2)} bps`,
      `95 %: ${endsOf(net.interval, 2)}; p ${chance(net.p)}; ${days}`,
    ),
  ]
}
