import type { HorizonFigures, Predicted, StudyReport } from '@of/study'
import { bpsCell, countCell, NONE, shareCell, signedCell, spanCell } from './cells.ts'
import type { Table } from './table.ts'

const SETS = ['OFI', 'trades', 'both', 'levels', 'integr', 'imbal', 'micro', 'CVD'] as const
/** Luck stands behind the levels, which have most of it. */
const LUCK_AT = SETS.indexOf('levels') + 1

/** What explains the moves of the very windows it was measured in. */
export function contemporaneousTable({ horizons, input }: StudyReport): Table {
  return {
    title: 'SAME WINDOW: what goes with the move (explains, does not forecast)',
    note: `R² in % of the mid's move within the window; levels: as many of the best ${input.levels} as can be told, luck: what as many meaningless numbers explain; β of OFI in ticks per base unit`,
    head: ['span', 'n', ...SETS.slice(0, LUCK_AT), 'luck', ...SETS.slice(LUCK_AT), 'β', 't'],
    rows: horizons.map(({ contemporaneous: own, seconds, windows }) => [
      spanCell(seconds),
      countCell(windows),
      ...sharesOf(own, ({ r2 }) => r2).toSpliced(LUCK_AT, 0, shareCell(deepestOf(own)?.chanceR2 ?? null)),
      signedCell(own.ofi.beta, 3),
      signedCell(own.ofi.t, 3),
    ]),
  }
}

/** What was known before the moves, in sample and out of it, beside what acting on it costs. */
export function predictiveTable({ horizons, input }: StudyReport): Table {
  const costs = input.feeBps === null ? 'spread alone, no fee chosen' : `spread and twice ${input.feeBps} bps of fee`
  return {
    title: 'NEXT WINDOW: what forecasts the move after it',
    note: `R² in %, in sample, by luck (what as many meaningless numbers explain) and out of sample; move: what OFI predicts, cost: there and back, bps (${costs})`,
    head: ['span', 'n', '', ...SETS, 'move', 'cost'],
    rows: horizons.flatMap(({ predictive, seconds }) => predictiveRows(predictive, seconds)),
  }
}

/** The hours of the day, where there is more than one. */
export function hourTable({ horizons }: StudyReport): Table[] {
  const paper = horizons.find(({ seconds }) => seconds === 10) ?? horizons.find(({ byHour }) => byHour.length > 0)
  if (paper === undefined || paper.byHour.length < 2) return []
  return [
    {
      title: `HOUR OF DAY at ${spanCell(paper.seconds)}`,
      note: 'R² of OFI in %, same window and next, means over blocks; UTC',
      head: ['hour', 'blocks', 'same', 'next'],
      rows: paper.byHour.map(({ blocks, contemporaneousR2, hour, predictiveR2 }) => [
        `${String(hour).padStart(2, '0')}:00`,
        countCell(blocks),
        shareCell(contemporaneousR2),
        shareCell(predictiveR2),
      ]),
    },
  ]
}

function predictiveRows(own: Predicted, seconds: number): string[][] {
  const { costs, predictedMoveBps } = own.ofi
  const bps = [bpsCell(predictedMoveBps), bpsCell(costs.roundTripBps ?? costs.spreadBps)]
  const inSample = [spanCell(seconds), countCell(own.windows), 'in', ...sharesOf(own, ({ r2 }) => r2), ...bps]
  const byLuck = ['', '', 'luck', ...sharesOf(own, ({ chanceR2 }) => chanceR2), '', '']
  if (own.ofi.blocks === 0) return [inSample]
  if (own.ofi.outOfSampleN === 0) return [inSample, byLuck]
  return [inSample, byLuck, ['', countCell(own.ofi.outOfSampleN), 'out', ...sharesOf(own, ({ outOfSampleR2 }) => outOfSampleR2), '', '']]
}

interface Shares {
  readonly r2: number | null
  readonly chanceR2: number | null
  readonly outOfSampleR2: number | null
}

type Found = HorizonFigures['contemporaneous'] | Predicted

function sharesOf(found: Found, read: (shares: Shares) => number | null): string[] {
  const { both, cvd, imbalance, integrated, microprice, ofi, tradeImbalance } = found
  const sets = [ofi, tradeImbalance, both, deepestOf(found), integrated, imbalance, microprice, cvd]
  return sets.map((set) => (set === undefined ? NONE : shareCell(read(set))))
}

/** As many of the best levels as can be told. */
function deepestOf({ multiLevel }: Found): Shares | undefined {
  return multiLevel.findLast(({ r2 }) => r2 !== null)
}
