import type { TradesReading } from '@of/backtest'
import { cellOf, measuredOf } from '../build/measured.ts'
import type { Section } from '../document/document.ts'
import type { Evidence, Measured } from '../document/figure.ts'
import type { Cell, Table } from '../document/table.ts'
import { bps, counted, fixed, signed, span } from '../format/numbers.ts'
import { lengthText, utcText } from '../format/times.ts'
import type { TuneReading } from './tune-result.ts'

const NO_TRADES = 'no trades'
const TOO_FEW = 'under 30 trades'
const LOCKED = 'locked'
const NONE_CHOSEN = 'none traded often enough in training'

/** What was chosen on the past, and what it made of what came after. */
export function forwardSection(tuned: TuneReading, command: string): Section {
  const { best, holdOut, walkForward } = tuned
  const evidence: Evidence = {
    n: `${counted(walkForward.trades, 'trade')} in ${counted(walkForward.steps.length, 'step')}`,
    interval: '95 %, bootstrap of the mean trade; none under 30',
    command,
  }
  const nothing = holdOut.reading === null ? LOCKED : NO_TRADES
  return {
    heading: 'Chosen on the past, traded on what came after',
    claim: claimOf(walkForward),
    figures: [
      {
        kind: 'intervals',
        title: 'Mean trade after costs, where it was chosen and where it was not',
        size: 'full',
        evidence,
        xLabel: 'the best configuration in hindsight, the walk forward, the hold-out',
        y: { label: 'bps a trade after costs', format: 'bps' },
        places: ['in sample: no evidence', 'walk forward', 'hold-out'],
        series: [
          { name: 'mean trade', values: [measured(best, NO_TRADES), measured(walkForward, NO_TRADES), measured(holdOut.reading, nothing)] },
        ],
        references: [],
      },
    ],
    tables: [readingTable(tuned, evidence), stepTable(tuned, evidence)],
    notes: [
      'The best in hindsight is the best of many: it looks good on any data. Only what came after a choice says something of it.',
      holdOut.reading === null
        ? `The hold-out, ${lengthText(holdOut.toUs - holdOut.fromUs)} from ${utcText(holdOut.fromUs)} UTC, stays locked.`
        : `The hold-out was looked at ${counted(holdOut.looks, 'time')}; only the first look is honest.`,
    ],
  }
}

function claimOf({ interval, meanNetBps, trades }: TradesReading): string {
  if (meanNetBps === null) return 'What was chosen on the past never traded on what came after.'
  const range = interval === null ? 'too few for an interval' : `95 % ${signed(interval.low, 1)} … ${signed(interval.high, 1)}`
  return `What was chosen on the past made ${bps(meanNetBps)} a trade on what came after (${counted(trades, 'trade')}, ${range}).`
}

function measured(reading: TradesReading | null, reason: string): Measured {
  const interval = reading?.interval ?? null
  return measuredOf(reading?.meanNetBps, {
    interval: interval === null ? null : [interval.low, interval.high],
    n: reading?.trades ?? null,
    reason,
  })
}

function readingTable({ best, holdOut, walkForward }: TuneReading, evidence: Evidence): Table {
  return {
    title: 'Trades and hours',
    columns: [
      { name: '', align: 'left' },
      { name: 'trades', align: 'right' },
      { name: 'mean after costs', align: 'right' },
      { name: '95 %', align: 'right' },
      { name: 'hours', align: 'right' },
      { name: 'Sharpe an hour', align: 'right' },
      { name: 'PSR', align: 'right' },
      { name: 'PSR, independent hours', align: 'right' },
    ],
    rows: [
      readingRow('best in hindsight', best, NO_TRADES),
      readingRow('walk forward', walkForward, NO_TRADES),
      readingRow('hold-out', holdOut.reading, holdOut.reading === null ? LOCKED : NO_TRADES),
    ],
    evidence,
  }
}

function readingRow(name: string, reading: TradesReading | null, reason: string): Cell[] {
  return [
    name,
    reading === null ? { missing: reason } : fixed(reading.trades, 0),
    cellOf(reading?.meanNetBps, bps, reason),
    cellOf(reading?.interval, ({ high, low }) => span([low, high], bps), reading === null ? reason : TOO_FEW),
    reading === null ? { missing: reason } : fixed(reading.hours, 0),
    cellOf(reading?.hourlySharpe, (value) => signed(value, 3), reason),
    cellOf(reading?.psr, (value) => fixed(value, 3), reason),
    cellOf(reading?.effectivePsr, (value) => fixed(value, 3), reason),
  ]
}

function stepTable({ walkForward }: TuneReading, evidence: Evidence): Table {
  return {
    title: 'Steps',
    columns: [
      { name: 'step', align: 'right' },
      { name: 'chosen on', align: 'right' },
      { name: 'traded from, UTC', align: 'right' },
      { name: 'for', align: 'right' },
      { name: 'configuration', align: 'right' },
      { name: 'Sharpe an hour then', align: 'right' },
    ],
    rows: walkForward.steps.map(({ chosen, test, train, trainSharpe }, index) => [
      fixed(index + 1, 0),
      train.toUs > train.fromUs ? lengthText(train.toUs - train.fromUs) : { missing: 'nothing came before it' },
      utcText(test.fromUs),
      lengthText(test.toUs - test.fromUs),
      cellOf(chosen, (at) => fixed(at + 1, 0), NONE_CHOSEN),
      cellOf(trainSharpe, (value) => signed(value, 3), NONE_CHOSEN),
    ]),
    evidence: { ...evidence, n: counted(walkForward.steps.length, 'step'), interval: 'none: they are choices' },
  }
}
