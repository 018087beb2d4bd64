import type { GateReport, Verdict } from '@of/backtest'
import type { Role } from '../render/colour.ts'
import { counted, grouped } from '../render/numbers.ts'
import { isoTime } from '../input/time.ts'
import type { PageRow, PageSection } from './page.ts'
import { chance, endsOf, figure, percentEnds, percentOf, signed } from './words.ts'

/** The colour of a verdict, beside its words. */
export function verdictRole(verdict: Verdict): Role {
  return verdict === 'GO' ? 'ok' : verdict === 'NO-GO' ? 'crit' : 'warn'
}

/** The report of a gate as sections of a page, the verdict first. */
export function gateSections(report: GateReport): PageSection[] {
  return [
    { title: 'Verdict', rows: [{ label: 'Verdict', value: report.verdict, role: verdictRole(report.verdict) }], sentences: report.reasons },
    { title: 'Founding rules', rows: briefRows(report) },
    { title: 'Trades', rows: tradeRows(report) },
    { title: 'Edge, after costs', rows: edgeRows(report) },
    { title: 'Sharpe ratio', rows: sharpeRows(report) },
    ...(report.baseline === null ? [] : [{ title: 'Baseline', rows: baselineRows(report.baseline) }]),
    { title: 'Looked at after every trade', rows: sequentialRows(report) },
    { title: 'Trades needed', rows: sizeRows(report) },
    { title: 'A sceptic would say', sentences: report.cautions },
    { title: 'All this assumes that', sentences: report.assumptions },
  ]
}

function briefRows({ brief, errorRates }: GateReport): PageRow[] {
  const { ifPeeked } = errorRates
  return [
    { label: 'Says', value: brief.verdict, note: 'to the letter, chance not asked' },
    { label: 'Trades', value: grouped(brief.trades.value), note: `at least ${brief.trades.atLeast}: ${passed(brief.trades.pass)}` },
    {
      label: 'Win rate',
      value: percentOf(brief.winRate.value),
      note: `above ${brief.winRate.abovePercent} %: ${brief.winRate.value === null ? 'n/a' : passed(brief.winRate.pass)}`,
    },
    {
      label: 'Sharpe',
      value: signed(brief.sharpe.value, 3),
      note: `${brief.sharpe.pass === null ? 'a trade' : 'an hour'}; ${besideBaseline(brief.sharpe)}`,
    },
    {
      label: 'A coin passes',
      value: percentOf(errorRates.coinPasses),
      note: `at ${errorRates.trades} trades, ${errorRates.minWins} wins needed; a true 55 % system ${percentOf(errorRates.true55Passes)}`,
    },
    ...(errorRates.atThisCount === null || errorRates.atThisCount.trades === errorRates.trades
      ? []
      : [
          {
            label: '',
            value: percentOf(errorRates.atThisCount.coinPasses),
            note: `at ${errorRates.atThisCount.trades} trades; a true 55 % system ${percentOf(errorRates.atThisCount.true55Passes)}`,
          },
        ]),
    ...(ifPeeked === null || ifPeeked.to === ifPeeked.from
      ? []
      : [
          {
            label: '',
            value: percentOf(ifPeeked.coinPasses),
            note: `looked at after each trade from ${ifPeeked.from} to ${ifPeeked.to}, stopped at the first pass`,
          },
        ]),
  ]
}

function tradeRows({ breakEven, trades }: GateReport): PageRow[] {
  const span = trades.firstUs === null || trades.lastUs === null ? 'none' : `${minute(trades.firstUs)} – ${minute(trades.lastUs)} UTC`
  return [
    { label: 'Count', value: grouped(trades.n), note: `${span}; as good as ${figure(trades.nEffective, 0)} independent ones` },
    { label: 'Won', value: percentOf(trades.winRate), note: `${trades.wins} of ${trades.n}; 95 %: ${percentEnds(trades.wilson)} (Wilson)` },
    {
      label: 'Break-even',
      value: percentOf(breakEven.winRate),
      note:
        breakEven.winRate === null
          ? 'no win or no loss to measure it by'
          : `${breakEven.source}; so many wins by chance: p ${chance(breakEven.p)}`,
    },
    {
      label: 'Mean win, loss',
      value: `${signed(trades.meanWinBps, 1)}, ${signed(trades.meanLossBps, 1)} bps`,
      note: `largest loss ${signed(trades.largestLossBps, 1)} bps`,
    },
    {
      label: 'Cost',
      value: trades.meanCostBps === null ? 'not told apart' : `${figure(trades.meanCostBps, 2)} bps`,
      note: trades.meanCostBps === null ? 'returns are taken to be after costs' : 'a trade, both ways; already in all returns here',
    },
  ]
}

function edgeRows({ edge, missing }: GateReport): PageRow[] {
  if (edge === null) return [{ label: 'Mean net return', value: 'n/a', note: missing['edge'] ?? '' }]
  return [
    { label: 'Mean net return', value: `${signed(edge.meanBps, 2)} bps`, note: `a trade; 95 %: ${endsOf(edge.intervalBps, 2)}` },
    { label: 'At least', value: `${signed(edge.lowerBps, 2)} bps`, note: 'at 95 %, one-sided: above 0 is what GO needs' },
    {
      label: 'By chance',
      value: `p ${chance(edge.p)}`,
      note: `the worse of Student's ${chance(edge.pStudent)} and a bootstrap's ${chance(edge.pBootstrap)}`,
    },
    {
      label: 'Allowing for',
      value: counted(edge.lags, 'lag'),
      note: `of dependence; mean block of ${figure(edge.meanBlock, 1)} trades, ${edge.draws} draws`,
    },
  ]
}

function sharpeRows({ missing, sharpe }: GateReport): PageRow[] {
  if (sharpe.perTrade === null) return [{ label: 'A trade', value: 'n/a', note: missing['sharpe'] ?? '' }]
  const of = sharpe.trials === 1 ? 'of one trial' : `of the best of ${sharpe.trials} trials`
  return [
    {
      label: 'A trade',
      value: signed(sharpe.perTrade, 3),
      note: `n ${sharpe.n}; skewness ${figure(sharpe.skew, 2)}, kurtosis ${figure(sharpe.kurtosis, 1)}`,
    },
    {
      label: 'A year',
      value: signed(sharpe.annualised, 2),
      note: missing['sharpe.annualised'] ?? 'at as many trades a year as there were, were they independent',
    },
    {
      label: 'Above zero',
      value: percentOf(sharpe.psr),
      note: `sure (PSR); ${percentOf(sharpe.psrEffective)} with ${figure(sharpe.nEffective, 0)} effective trades`,
    },
    { label: 'Deflated', value: percentOf(sharpe.dsr), note: `sure (DSR), ${of}` },
    {
      label: 'Track record',
      value: sharpe.minTrl === null ? 'n/a' : grouped(Math.ceil(sharpe.minTrl)),
      note: missing['sharpe.minTrl'] ?? 'trades needed to be 95 % sure at this ratio (MinTRL)',
    },
  ]
}

function baselineRows({ difference, trades }: NonNullable<GateReport['baseline']>): PageRow[] {
  return [
    { label: 'Trades', value: grouped(trades.n), note: `won ${percentOf(trades.winRate)}; ${counted(difference.hours, 'common hour')}` },
    {
      label: 'Sharpe a year',
      value: signed(difference.secondAnnualised, 2),
      note: `the trades judged: ${signed(difference.firstAnnualised, 2)}`,
    },
    {
      label: 'Difference',
      value: signed(difference.deltaAnnualised, 2),
      note: `95 %: ${endsOf(difference.intervalAnnualised, 2)}; p ${chance(difference.p)} (Ledoit and Wolf, common hours, idle ones too)`,
    },
  ]
}

function sequentialRows({ missing, sequential }: GateReport): PageRow[] {
  if (sequential === null) return [{ label: 'Evidence', value: 'n/a', note: missing['sequential'] ?? '' }]
  const { sprt } = sequential
  const bound = `no loss beyond ${figure(sequential.lossBoundBps, 0)} bps, ${sequential.boundSource === 'registered' ? 'as registered' : 'assumed: twice the largest seen'}`
  return [
    {
      label: 'Evidence',
      value: figure(sequential.eValue, 2),
      note: `of 20 needed at 5 %, whenever one stops; ${bound}`,
    },
    {
      label: 'By chance',
      value: `p ${chance(sequential.pAnytime)}`,
      note: `at any time; mean net return at least ${signed(sequential.lowerBps, 2)} bps`,
    },
    sprt === null
      ? { label: 'Wald', value: 'n/a', note: missing['sequential.sprt'] ?? '' }
      : {
          label: 'Wald',
          value: sprt.decision,
          note: `after ${sprt.trades} of at most ${sprt.maxTrades} trades, ${percentOf(sprt.p0)} against ${percentOf(sprt.p1)} wins; wrong ${percentOf(sprt.falseEdge)} and ${percentOf(sprt.missedEdge)}`,
        },
  ]
}

function sizeRows({ missing, sampleSize }: GateReport): PageRow[] {
  const { edge, ifAsSeen, stillNeeded, total, totalWithBriefRule } = sampleSize
  return [
    {
      label: 'Still needed',
      value: countOf(stillNeeded),
      note:
        total === null || edge === null
          ? (missing['sampleSize'] ?? '')
          : `of ${grouped(total)}, to find ${percentOf(edge.winRate)} wins, ${signed(edge.meanBps, 2)} bps a trade, four times in five`,
    },
    {
      label: 'With the rules',
      value: countOf(totalWithBriefRule),
      note: missing['sampleSize.totalWithBriefRule'] ?? 'trades, for the founding win rate as well',
    },
    {
      label: 'If as seen',
      value: countOf(ifAsSeen.stillNeeded),
      note: missing['sampleSize.ifAsSeen'] ?? `more, of ${countOf(ifAsSeen.total)}, were the truth what was seen`,
    },
  ]
}

function besideBaseline({ baseline, pass, value }: GateReport['brief']['sharpe']): string {
  if (pass === null) return 'no baseline was given'
  if (baseline === null || value === null) return 'beside the baseline n/a: one of them never moves on common hours'
  return pass ? 'above the baseline, pass' : 'not above the baseline, fail'
}

function passed(pass: boolean): string {
  return pass ? 'pass' : 'fail'
}

function minute(timeUs: number): string {
  return isoTime(timeUs).slice(0, 16).replace('T', ' ')
}

function countOf(value: number | null): string {
  return value === null ? 'n/a' : grouped(value)
}
