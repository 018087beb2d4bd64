import type { ArmResult, OutcomeKind, OutcomeSummary } from '@of/backtest'
import { MINUTE_US, SECOND_US } from '@of/core'
import { countCell, shareCell, spanCell } from '../study/cells.ts'
import type { Table } from '../study/table.ts'
import { intervalCell, plain, signed } from './figures.ts'

const kinds: readonly { readonly kind: OutcomeKind; readonly label: string }[] = [
  { kind: 'taken', label: 'taken' },
  { kind: 'HOLD', label: 'HOLD' },
  { kind: 'abstained', label: 'abstained' },
]

/** What became of every signal. */
export function outcomeTable({ costs, outcomes }: ArmResult): Table {
  const needed = costs.breakEvenBps === null ? `at least ${plain(costs.roundTripFeeBps)} (fees alone)` : plain(costs.breakEvenBps)
  const rows = outcomes.flatMap((outcome) => {
    const known = kinds.find(({ kind }) => kind === outcome.kind)
    return known === undefined || outcome.emitted === 0 ? [] : [outcomeRow(outcome, known.label)]
  })
  return {
    title: 'After each signal',
    note: `move of mid in bps, of LONG and SHORT in their direction; before costs: to pay for them it takes ${needed}`,
    head: ['after', 'signal', 'n', 'mean', '95 %', '% above 0', 'unpriced', 'open'],
    rows,
    left: 2,
  }
}

/** What latency takes of the moves after signals. */
export function markoutTable({ markouts }: ArmResult): Table[] {
  const latencies = [...new Set(markouts.map(({ addedLatencyUs }) => addedLatencyUs))]
  const horizons = [...new Set(markouts.map(({ horizonUs }) => horizonUs))]
  if (!markouts.some(({ n }) => n > 0)) return []
  return [
    {
      title: 'Were it known later',
      note: 'mean move in the direction of the signal, bps, from an added latency on',
      head: ['after', ...latencies.map((latencyUs) => `${latencyUs / 1_000} ms`)],
      rows: horizons.map((horizonUs) => [
        spanCell(horizonUs / SECOND_US),
        ...latencies.map((latencyUs) => {
          const found = markouts.find((markout) => markout.horizonUs === horizonUs && markout.addedLatencyUs === latencyUs)
          return signed(found?.mean ?? null, 2)
        }),
      ]),
    },
  ]
}

function outcomeRow(outcome: OutcomeSummary, label: string): string[] {
  const { above, horizonUs, mean, n, open, unpriced } = outcome
  return [
    horizonUs % MINUTE_US === 0 ? `${horizonUs / MINUTE_US} min` : spanCell(horizonUs / SECOND_US),
    label,
    countCell(n),
    signed(mean, 2),
    intervalCell(outcome),
    shareCell(above),
    countCell(unpriced),
    countCell(open),
  ]
}
