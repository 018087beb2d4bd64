import { measuredOf } from '../build/measured.ts'
import type { Section } from '../document/document.ts'
import type { Evidence } from '../document/figure.ts'
import type { Table } from '../document/table.ts'
import { counted, fixed, percent } from '../format/numbers.ts'
import type { GateReading } from './gate-result.ts'

/** What the founding rules say of the trades, and how often chance gets through them. */
export function ruleSection({ brief, errorRates, missing }: GateReading, command: string): Section {
  const { atThisCount, ifPeeked } = errorRates
  const evidence: Evidence = {
    n: `${counted(errorRates.trades, 'trade')} and more`,
    interval: 'none: exact, for trades that win independently',
    command,
  }
  const counts = [
    { name: `${errorRates.trades} trades, ${errorRates.minWins} wins`, rates: errorRates, reason: '' },
    ...(atThisCount === null || atThisCount.trades === errorRates.trades
      ? []
      : [{ name: `${atThisCount.trades} trades, ${atThisCount.minWins} wins`, rates: atThisCount, reason: '' }]),
    {
      name: ifPeeked === null ? 'a look after each trade' : `a look after each, ${ifPeeked.from} to ${ifPeeked.to}`,
      rates: ifPeeked,
      reason: 'fewer trades than the rule wants, or more than 2,000',
    },
  ]
  return {
    heading: 'The founding rules',
    claim: `The founding rules say ${brief.verdict}; ${percent(errorRates.coinPasses)} of coins pass the win rate they ask for in ${counted(errorRates.trades, 'trade')}, and ${percent(errorRates.true55Passes)} of true 55 % systems.`,
    figures: [
      {
        kind: 'bars',
        title: 'How often the win rate of the founding rules is passed',
        size: 'full',
        evidence,
        x: { label: 'share that passes', format: 'percent' },
        hue: 'neutral',
        bars: counts.flatMap(({ name, rates, reason }) => [
          { name: `coin, ${name}`, measured: measuredOf(rates?.coinPasses, { reason }) },
          { name: `true 55 %, ${name}`, measured: measuredOf(rates?.true55Passes, { reason }) },
        ]),
        references: [{ label: '5 %', value: 0.05 }],
      },
    ],
    tables: [ruleTable(brief, missing, evidence)],
    notes: ['GO on this page needs more than these rules: a mean net return above break-even at 5 %, deflated by the number of trials.'],
  }
}

function ruleTable({ sharpe, trades, winRate }: GateReading['brief'], missing: GateReading['missing'], evidence: Evidence): Table {
  return {
    title: 'Rule by rule',
    columns: [
      { name: 'rule', align: 'left' },
      { name: 'found', align: 'right' },
      { name: 'it is', align: 'left' },
    ],
    rows: [
      [`at least ${trades.atLeast} trades`, fixed(trades.value, 0), said(trades.pass)],
      [
        `win rate above ${winRate.abovePercent} %`,
        winRate.value === null ? { missing: 'no trades' } : percent(winRate.value),
        winRate.value === null ? 'not known' : said(winRate.pass),
      ],
      [
        'Sharpe ratio above the baseline’s',
        sharpe.value === null || sharpe.baseline === null
          ? { missing: missing['baseline'] ?? missing['baseline.difference'] ?? 'one of them never moves' }
          : `${fixed(sharpe.value, 3)} against ${fixed(sharpe.baseline, 3)} an hour`,
        sharpe.pass === null ? 'not asked for' : sharpe.value === null || sharpe.baseline === null ? 'not known' : said(sharpe.pass),
      ],
    ],
    evidence,
  }
}

function said(pass: boolean): string {
  return pass ? 'passed' : 'not passed'
}
