import type { OwnFactorFigures, StudyReport } from '@of/study'
import { bpsCell, countCell, NONE, shareCell, signedCell, spanCell } from './cells.ts'
import type { Table } from './table.ts'

/** Factors of one's own, each beside what it explains and, apart from that, what it forecasts. */
export function ownTables({ input, ownFactors }: StudyReport): Table[] {
  const costs = input.feeBps === null ? 'spread alone, no fee chosen' : `spread and twice ${input.feeBps} bps of fee`
  return (ownFactors ?? []).map((own) => ({
    title: `OWN FACTOR ${own.factor}: what goes with it, and what it forecasts`,
    note: noteOf(own, costs),
    head: ['span', 'n', 'same', 't', 'next', '95 %', 'out', 't', 'move', 'cost'],
    rows: own.horizons.map(({ contemporaneous: same, predictive: next, seconds }) => [
      spanCell(seconds),
      countCell(next.windows),
      shareCell(same.r2),
      signedCell(same.t, 3),
      shareCell(next.r2),
      next.r2Interval === null ? NONE : `${shareCell(next.r2Interval[0])}…${shareCell(next.r2Interval[1])}`,
      shareCell(next.outOfSampleR2),
      signedCell(next.t, 3),
      bpsCell(next.predictedMoveBps),
      bpsCell(next.costs.roundTripBps ?? next.costs.spreadBps),
    ]),
  }))
}

function noteOf({ horizons, known, moments }: OwnFactorFigures, costs: string): string {
  const read = `a value at ${countCell(known)} of ${countCell(moments)} moments`
  if (horizons.length === 0) return `${read}; no horizon is a multiple of --every`
  return `${read}; R² in %, out: out of sample; move and cost in bps (${costs})`
}
