import { cellOf } from '../build/measured.ts'
import type { Section } from '../document/document.ts'
import type { Evidence } from '../document/figure.ts'
import type { Cell, Table } from '../document/table.ts'
import { bps, counted, fixed, percent } from '../format/numbers.ts'
import type { GateReading } from './gate-result.ts'

/** What so many trades can find, and what may be said by someone who looks all the time. */
export function powerSection(gate: GateReading, command: string): Section {
  const { assumptions, sampleSize, trades } = gate
  const evidence: Evidence = {
    n: counted(trades.n, 'trade'),
    interval: `none: ${percent(sampleSize.alpha, { decimals: 0 })} one-sided, power ${percent(sampleSize.power, { decimals: 0 })}`,
    command,
  }
  return {
    heading: 'What so many trades can find',
    claim: claimOf(gate),
    figures: [],
    tables: [sizeTable(gate, evidence), sequentialTable(gate, { ...evidence, interval: 'valid at any time, however often one looks' })],
    notes: assumptions.map((assumption) => `Assumed: ${assumption}.`),
  }
}

function claimOf({ missing, sampleSize: { edge, total }, trades }: GateReading): string {
  if (edge === null || total === null) return `How many trades are needed is not known: ${missing['sampleSize'] ?? 'no edge to plan for'}.`
  return `An edge of ${bps(edge.meanBps)} a trade is found four times in five in ${counted(total, 'trade')}; there are ${fixed(trades.n, 0)}.`
}

function sizeTable({ missing, sampleSize }: GateReading, evidence: Evidence): Table {
  const why = missing['sampleSize'] ?? 'not known'
  const { edge, ifAsSeen, stillNeeded, total, totalWithBriefRule } = sampleSize
  return {
    title: 'Sample size',
    columns: [
      { name: 'trades', align: 'left' },
      { name: 'needed', align: 'right' },
      { name: 'still to come', align: 'right' },
    ],
    rows: [
      [
        edge === null
          ? 'for an edge of five points of win rate'
          : `for a win rate of ${percent(edge.winRate)}, ${bps(edge.meanBps)} a trade`,
        cellOf(total, count, why),
        cellOf(stillNeeded, count, why),
      ],
      ['that it also passes the founding rules', cellOf(totalWithBriefRule, count, missing['sampleSize.totalWithBriefRule'] ?? why), ''],
      [
        'if the truth were what was seen, which it seldom is',
        cellOf(ifAsSeen.total, count, missing['sampleSize.ifAsSeen'] ?? why),
        cellOf(ifAsSeen.stillNeeded, count, missing['sampleSize.ifAsSeen'] ?? why),
      ],
    ],
    evidence,
  }
}

function sequentialTable({ missing, sequential }: GateReading, evidence: Evidence): Table {
  const why = missing['sequential'] ?? 'not known'
  const sprt = sequential?.sprt ?? null
  const noSprt = sequential === null ? why : (missing['sequential.sprt'] ?? 'not known')
  const rows: (readonly Cell[])[] = [
    ['evidence against no edge (20 is significant)', cellOf(sequential?.eValue, (value) => fixed(value, 2), why)],
    ['p at any time', cellOf(sequential?.pAnytime, (value) => fixed(value, 3), why)],
    ['mean net return, at least', cellOf(sequential?.lowerBps, bps, why)],
    [
      sequential === null ? 'loss that no trade exceeds' : `loss that no trade exceeds, ${sequential.boundSource}`,
      cellOf(sequential?.lossBoundBps, bps, why),
    ],
    ['Wald’s test', cellOf(sprt, ({ decision, maxTrades, trades }) => `${decision} after ${trades} of at most ${maxTrades}`, noSprt)],
    ['its error rates', cellOf(sprt, ({ falseEdge, missedEdge }) => `${percent(falseEdge)} false, ${percent(missedEdge)} missed`, noSprt)],
  ]
  return {
    title: 'For whoever looks after every trade',
    columns: [
      { name: 'measure', align: 'left' },
      { name: 'value', align: 'right' },
    ],
    rows,
    evidence,
  }
}

function count(value: number): string {
  return fixed(value, 0)
}
