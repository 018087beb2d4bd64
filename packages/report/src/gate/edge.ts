import { cellOf, measuredOf } from '../build/measured.ts'
import type { Section } from '../document/document.ts'
import type { Bar, Evidence, Figure } from '../document/figure.ts'
import type { Table } from '../document/table.ts'
import { bps, counted, fixed, percent, span } from '../format/numbers.ts'
import type { GateReading } from './gate-result.ts'

/** What a trade earned after costs, and how sure that is. */
export function edgeSection(gate: GateReading, command: string): Section {
  const { cautions, edge, trades } = gate
  const effective = fixed(trades.nEffective, 0)
  const evidence: Evidence = {
    n: `${counted(trades.n, 'trade')}, worth ${effective} independent ones`,
    interval: edge === null ? 'n/a' : `95 %, Newey and West’s errors over ${edge.lags} lags and ${fixed(edge.draws, 0)} resamples`,
    command,
  }
  return {
    heading: 'The edge after costs',
    claim: claimOf(gate),
    figures: [returnFigure(gate, evidence), winRateFigure(gate, { ...evidence, interval: '95 %, Wilson’s' })],
    tables: [sharpeTable(gate, { ...evidence, interval: 'as probabilities: PSR and DSR' })],
    notes: cautions,
  }
}

function claimOf({ edge, missing }: GateReading): string {
  if (edge === null) return `What a trade earns is not known: ${missing['edge'] ?? 'too few trades'}.`
  const range = edge.intervalBps === null ? 'no interval' : `95 % ${span(edge.intervalBps, bps)}`
  const said = edge.p <= 0.05 ? 'above break-even' : 'not told apart from break-even'
  return `A trade earned ${bps(edge.meanBps)} on average after costs (${range}): ${said}, p ${fixed(edge.p, 3)}.`
}

function returnFigure({ edge, missing, trades }: GateReading, evidence: Evidence): Figure {
  const none = missing['breakEven'] ?? 'none of them'
  const bars: Bar[] = [
    {
      name: 'mean net',
      measured: measuredOf(edge?.meanBps, {
        interval: edge?.intervalBps ?? null,
        n: trades.n,
        reason: missing['edge'] ?? 'too few trades',
      }),
    },
    { name: 'mean win', measured: measuredOf(trades.meanWinBps, { n: trades.wins, reason: none }) },
    { name: 'mean loss', measured: measuredOf(trades.meanLossBps, { n: trades.losses, reason: none }) },
    {
      name: 'mean cost',
      measured: measuredOf(trades.meanCostBps === null ? null : -trades.meanCostBps, {
        n: trades.n,
        reason: missing['trades.meanCostBps'] ?? 'not told apart',
      }),
    },
  ]
  return {
    kind: 'bars',
    title: 'What a trade earned',
    size: 'half',
    evidence,
    x: { label: 'bps of the notional', format: 'bps' },
    hue: 'neutral',
    bars,
    references: [],
  }
}

function winRateFigure({ baseline, breakEven, brief, trades }: GateReading, evidence: Evidence): Figure {
  const none = 'no trades'
  const places = [
    { name: 'as counted', sample: trades, interval: trades.wilson, n: trades.n },
    { name: 'n effective', sample: trades, interval: trades.wilsonEffective, n: Math.round(trades.nEffective) },
    ...(baseline === null ? [] : [{ name: 'baseline', sample: baseline.trades, interval: baseline.trades.wilson, n: baseline.trades.n }]),
  ]
  return {
    kind: 'intervals',
    title: 'Win rate',
    size: 'half',
    evidence,
    xLabel: 'trades',
    y: { label: 'share that won', format: 'percent', from: 'data' },
    places: places.map(({ name }) => name),
    series: [
      { name: 'win rate', values: places.map(({ interval, n, sample }) => measuredOf(sample.winRate, { interval, n, reason: none })) },
    ],
    references: [
      ...(breakEven.winRate === null ? [] : [{ label: `break-even, ${breakEven.source}`, value: breakEven.winRate }]),
      { label: `founding rule, above ${brief.winRate.abovePercent} %`, value: brief.winRate.abovePercent / 100 },
    ],
  }
}

function sharpeTable({ baseline, missing, sharpe }: GateReading, evidence: Evidence): Table {
  const why = missing['sharpe'] ?? 'not known'
  const difference = baseline?.difference
  const noDifference = missing['baseline.difference'] ?? missing['baseline'] ?? 'not known'
  return {
    title: 'Sharpe ratio',
    columns: [
      { name: 'measure', align: 'left' },
      { name: 'value', align: 'right' },
      { name: 'meaning', align: 'left' },
    ],
    rows: [
      ['per trade', cellOf(sharpe.perTrade, (value) => fixed(value, 3), why), 'mean over standard deviation'],
      ['of a year', cellOf(sharpe.annualised, two, missing['sharpe.annualised'] ?? why), 'times the root of a year’s trades'],
      ['PSR', cellOf(sharpe.psr, percent, why), 'how sure the true one is above zero, were trades independent'],
      ['PSR, n effective', cellOf(sharpe.psrEffective, percent, why), 'the same for as many trades as are worth counting'],
      ['DSR', cellOf(sharpe.dsr, percent, why), `the same against the best of ${counted(sharpe.trials, 'worthless trial')}`],
      [
        'MinTRL',
        cellOf(sharpe.minTrl, (value) => counted(Math.ceil(value), 'trade'), missing['sharpe.minTrl'] ?? why),
        'after which such a ratio is above zero at 95 %',
      ],
      [
        'less the baseline’s',
        cellOf(difference?.deltaAnnualised, two, noDifference),
        difference === undefined || difference.deltaAnnualised === null
          ? 'of a year, on common hours'
          : `of a year, on ${counted(difference.hours, 'common hour')}; 95 % ${difference.intervalAnnualised === null ? 'n/a' : span(difference.intervalAnnualised, two)}; p ${difference.p === null ? 'n/a' : fixed(difference.p, 3)}`,
      ],
    ],
    evidence,
  }
}

function two(value: number): string {
  return fixed(value, 2)
}
