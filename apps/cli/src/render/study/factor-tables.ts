import type { StudyReport } from '@of/study'
import { counted } from '../numbers.ts'
import { bpsCell, NONE, shareCell, spanCell } from './cells.ts'
import type { Table } from './table.ts'

/** The factors of the signal: how often they fire, what each adds, and how they go together. */
export function factorTables({ factors }: StudyReport): Table[] {
  if (factors === null) return []
  const { ablation, decisions, pairs } = factors
  if (decisions < 2) return []
  const names = factors.factors.map(({ factor }) => factor)
  const costs = ablation.map(({ costs: own, seconds }) => `${spanCell(seconds)} ${bpsCell(own.roundTripBps ?? own.spreadBps)}`)
  return [
    {
      title: `FACTORS of the signal, ${factors.ruleSet}: what each adds to a forecast`,
      note: `R² lost without it, points of %, over ${counted(decisions, 'decision')}; costs in bps: ${costs.join(', ') || NONE}`,
      head: ['factor', 'fired', ...ablation.map(({ seconds }) => spanCell(seconds))],
      rows: [
        ...factors.factors.map(({ factor, fired }, at) => [
          factor,
          shareCell(decisions === 0 ? null : fired / decisions),
          ...ablation.map((own) => shareCell(own.factors[at]!.adds)),
        ]),
        ['all, weighted freely', '', ...ablation.map(({ r2 }) => shareCell(r2))],
        ['net as it is', '', ...ablation.map(({ netR2 }) => shareCell(netR2))],
      ],
    },
    {
      title: 'FACTORS together',
      note: 'correlation of their values, from −1 to 1',
      head: ['', ...names.slice(1).map((_, at) => String(at + 2))],
      rows: names.slice(0, -1).map((name, a) => [
        `${a + 1} ${name}`,
        ...names.slice(1).map((other, offset) => {
          if (offset < a) return ''
          const pair = pairs.find(({ factors: [left, right] }) => left === name && right === other)
          return pair?.correlation === null || pair === undefined ? NONE : pair.correlation.toFixed(2).replace('-', '−')
        }),
      ]),
    },
  ]
}
