import type { StudyReport } from '@of/study'
import { countCell, shareCell } from './cells.ts'
import type { Table } from './table.ts'

/** Levels of the volume profile beside random ones, where they were put to the test. */
export function levelTable({ levels }: StudyReport): Table[] {
  if (levels === null) return []
  return [
    {
      title: 'LEVELS of the volume profile beside random ones',
      note: 'share held, in %, of those that the price came to; random: same moment, side and distance in volatility',
      head: ['level', 'claim', 'came', 'held', 'random came', 'held', 'difference', 'verdict'],
      rows: levels.map(({ claim, difference, kind, level, random, verdict }) => [
        kind,
        claim,
        countCell(level.touched),
        shareCell(level.holdRate),
        countCell(random.touched),
        shareCell(random.holdRate),
        shareCell(difference),
        verdict,
      ]),
      left: 2,
    },
  ]
}
