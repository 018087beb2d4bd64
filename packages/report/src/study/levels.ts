import { cellOf, measuredOf } from '../build/measured.ts'
import type { Section } from '../document/document.ts'
import type { Evidence } from '../document/figure.ts'
import { counted, fixed, percent, signedPercent, span } from '../format/numbers.ts'
import type { StudyResult } from './study-result.ts'

const NO_OUTCOMES = 'the price never came to one and went on or turned'
const FEW_HOURS = 'under 8 hours or 100 outcomes'

/** Whether levels of the volume profile do what is said of them, beside random levels. */
export function levelSections({ levels }: Pick<StudyResult, 'levels'>, command: string): Section[] {
  if (levels === null) return []
  const outcomes = levels.reduce((sum, { level }) => sum + level.held + level.broken, 0)
  const borneOut = levels.filter(({ verdict }) => verdict === 'as claimed').length
  const evidence: Evidence = {
    n: counted(outcomes, 'outcome'),
    interval: '95 %, hours drawn anew; none under 8 hours or 100 outcomes',
    command,
  }
  return [
    {
      heading: 'Levels of the volume profile',
      claim: `What is said of levels is borne out for ${borneOut} of ${counted(levels.length, 'kind')}, in ${counted(outcomes, 'outcome')}.`,
      figures: [
        {
          kind: 'intervals',
          title: 'Hold rate less that of random levels',
          size: 'half',
          evidence,
          xLabel: 'kind of level',
          y: { label: 'difference of hold rates', format: 'signed-percent' },
          places: levels.map(({ kind }) => kind),
          series: [
            {
              name: 'difference',
              values: levels.map(({ difference, differenceInterval, level }) =>
                measuredOf(difference, { interval: differenceInterval, n: level.held + level.broken, reason: NO_OUTCOMES }),
              ),
            },
          ],
          references: [],
        },
      ],
      tables: [
        {
          title: 'Levels beside random ones of the same times, sides and distances',
          columns: [
            { name: 'kind', align: 'left' },
            { name: 'claim', align: 'left' },
            { name: 'touched', align: 'right' },
            { name: 'held', align: 'right' },
            { name: 'broken', align: 'right' },
            { name: 'hold rate', align: 'right' },
            { name: 'random', align: 'right' },
            { name: 'difference', align: 'right' },
            { name: 'the claim is', align: 'left' },
          ],
          rows: levels.map(({ claim, difference, differenceInterval, kind, level, random, verdict }) => [
            kind,
            claim,
            fixed(level.touched, 0),
            fixed(level.held, 0),
            fixed(level.broken, 0),
            cellOf(level.holdRate, percent, NO_OUTCOMES),
            cellOf(random.holdRate, percent, NO_OUTCOMES),
            difference === null
              ? { missing: NO_OUTCOMES }
              : differenceInterval === null
                ? { missing: FEW_HOURS }
                : `${signedPercent(difference)}, ${span(differenceInterval, signedPercent)}`,
            verdicts[verdict],
          ]),
          evidence,
        },
      ],
      notes: [],
    },
  ]
}

const verdicts = {
  'as claimed': 'borne out',
  'the opposite': 'contradicted',
  'not shown': 'not borne out',
  'not enough data': 'not tested: too few outcomes',
} as const
