import { cellOf } from '../build/measured.ts'
import type { Section } from '../document/document.ts'
import { counted, fixed, signed } from '../format/numbers.ts'
import { horizonText } from '../format/times.ts'
import type { StudyResult } from './study-result.ts'

const UNDER_THREE = 'under 3 blocks, or depth did not vary'

/** How the slope of OFI hangs together with depth. */
export function depthSections({ depthLaw }: Pick<StudyResult, 'depthLaw'>, command: string): Section[] {
  if (depthLaw === null) return []
  const { betaTimes2D, blocks, depth, exponent, exponentError, exponentInterval, r2, seconds, slope, slopeError } = depthLaw
  const claim =
    exponent === null || exponentInterval === null
      ? `How the slope of OFI goes with depth is not known: ${counted(blocks, 'block')}.`
      : `The slope of OFI goes with depth to the power ${signed(exponent, 2)} (95 % ${exponentInterval.map((bound) => signed(bound, 2)).join(' … ')}), where the law has −1.`
  return [
    {
      heading: 'The depth law',
      claim,
      figures: [],
      tables: [
        {
          title: `β against depth D, ${horizonText(seconds)} windows`,
          columns: [
            { name: 'measure', align: 'left' },
            { name: 'found', align: 'right' },
            { name: 'law', align: 'right' },
          ],
          rows: [
            ['slope of log β on log D', cellOf(exponent, withError(exponentError), UNDER_THREE), '−1'],
            ['slope of β on 1 / 2D', cellOf(slope, withError(slopeError), UNDER_THREE), '1'],
            ['R² of that', cellOf(r2, (value) => fixed(value, 2), UNDER_THREE), ''],
            ['mean of β · 2D', cellOf(betaTimes2D, (value) => fixed(value, 2), 'no block with both'), '1'],
            ['mean depth, base units', cellOf(depth, (value) => fixed(value, 4), 'no block with a depth'), ''],
          ],
          evidence: { n: counted(blocks, 'block'), interval: '± one standard error', command },
        },
      ],
      notes: ['Cont, Kukanov, Stoikov (2014): β = 1 / 2D in a book whose levels are all as deep.'],
    },
  ]
}

function withError(error: number | null): (value: number) => string {
  return (value) => `${signed(value, 2)}${error === null ? '' : ` ± ${fixed(error, 2)}`}`
}
