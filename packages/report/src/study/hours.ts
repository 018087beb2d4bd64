import { measuredOf } from '../build/measured.ts'
import type { Section } from '../document/document.ts'
import type { Figure, Measured } from '../document/figure.ts'
import { counted } from '../format/numbers.ts'
import { horizonText } from '../format/times.ts'
import type { StudyHorizon, StudyResult } from './study-result.ts'

/** What OFI explains by the hour of the day, at ten seconds where they were studied. */
export function hourSections({ horizons }: StudyResult, command: string): Section[] {
  const horizon = horizons.find(({ seconds }) => seconds === 10) ?? horizons[0]
  if (horizon === undefined || horizon.byHour.length === 0) return []
  const known = horizon.byHour.flatMap(({ contemporaneousR2, hour }) =>
    contemporaneousR2 === null ? [] : [{ hour, r2: contemporaneousR2 }],
  )
  const [first] = known
  if (first === undefined) return []
  const most = known.reduce((a, b) => (b.r2 > a.r2 ? b : a), first)
  const least = known.reduce((a, b) => (b.r2 < a.r2 ? b : a), first)
  const claim =
    known.length === 1
      ? `One hour of the day was seen, from ${clock(first.hour)} UTC: nothing can be said of the others.`
      : `OFI explains most of the same ${horizonText(horizon.seconds)} from ${clock(most.hour)} UTC and least from ${clock(least.hour)}, of ${known.length} hours seen.`
  const pair = known.length === 1 ? [] : [hourFigure(horizon, 'contemporaneousR2', command), hourFigure(horizon, 'predictiveR2', command)]
  return pair.length === 0 ? [] : [{ heading: 'By hour of the day', claim, figures: pair, tables: [], notes: [] }]
}

function hourFigure({ byHour, seconds }: StudyHorizon, key: 'contemporaneousR2' | 'predictiveR2', command: string): Figure {
  const blocks = byHour.reduce((sum, hour) => sum + hour.blocks, 0)
  const isAfter = key === 'predictiveR2'
  return {
    kind: 'hours',
    title: isAfter ? `R² of OFI, the ${horizonText(seconds)} after` : `R² of OFI, the same ${horizonText(seconds)}`,
    size: 'half',
    evidence: { n: counted(blocks, 'block'), interval: 'none: too few blocks an hour', command },
    y: { label: isAfter ? 'predictive R²' : 'contemporaneous R²', format: 'percent' },
    hours: Array.from({ length: 24 }, (_, hour): Measured => {
      const found = byHour.find((figures) => figures.hour === hour)
      return measuredOf(found?.[key], { n: found?.blocks ?? 0, reason: 'no block in this hour' })
    }),
  }
}

function clock(hour: number): string {
  return `${String(hour).padStart(2, '0')}:00`
}
