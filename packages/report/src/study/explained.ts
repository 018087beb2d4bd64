import { cellOf, measuredOf } from '../build/measured.ts'
import type { Section } from '../document/document.ts'
import type { Evidence, Figure } from '../document/figure.ts'
import type { Table } from '../document/table.ts'
import { counted, fixed, percent, signedPercent, span } from '../format/numbers.ts'
import { horizonText } from '../format/times.ts'
import type { StudyHorizon, StudyResult } from './study-result.ts'
import { type FeatureName, featureNames, LEAST_WINDOWS, emptyRow, tCell, whyNoDeepShare, whyNoShare, windowsText } from './words.ts'

const SHOWN: readonly FeatureName[] = ['ofi', 'tradeImbalance', 'both', 'integrated']
const INTERVALS = '95 %, blocks drawn anew; none under 8 blocks or 100 windows'

/** What the features explain of the moves of their own windows. */
export function explainedSection({ horizons }: StudyResult, command: string): Section {
  const evidence: Evidence = {
    n: windowsText(horizons.map(({ contemporaneous }) => contemporaneous.windows)),
    interval: INTERVALS,
    command,
  }
  return {
    heading: 'Contemporaneous: moves of the same window',
    claim: claimOf(horizons),
    figures: [
      shareFigure(horizons, evidence),
      betaFigure(horizons, { ...evidence, interval: betaIntervals }),
      ...depthFigures(horizons, evidence),
    ],
    tables: [shareTable(horizons, evidence)],
    notes: [
      'What moves together within a window cannot be traded on: these figures say how the market works, not what it will do.',
      'R², β and t are means over blocks. Chance R² is what as many meaningless features would explain, k / (n − 1).',
    ],
  }
}

const betaIntervals = '95 %, blocks drawn anew, under 8 blocks from Newey and West’s errors; none under 100 windows'

function claimOf(horizons: readonly StudyHorizon[]): string {
  const known = horizons.flatMap(({ contemporaneous: { ofi }, seconds }) =>
    ofi.r2 === null || ofi.n < LEAST_WINDOWS ? [] : [{ seconds, r2: ofi.r2 }],
  )
  const [first] = known
  const last = known.at(-1)
  if (first === undefined || last === undefined) return `No horizon has ${LEAST_WINDOWS} windows: what is shown may be chance.`
  if (first === last)
    return `OFI explains ${percent(first.r2)} of the mid’s moves within the same ${horizonText(first.seconds)}, the only horizon with ${LEAST_WINDOWS} windows.`
  return `OFI explains ${percent(first.r2)} of the mid’s moves within the same ${horizonText(first.seconds)}, ${percent(last.r2)} within the same ${horizonText(last.seconds)}.`
}

function shareFigure(horizons: readonly StudyHorizon[], evidence: Evidence): Figure {
  return {
    kind: 'intervals',
    title: 'R² of moves within the same window',
    size: 'full',
    evidence,
    xLabel: 'window',
    y: { label: 'contemporaneous R²', format: 'percent' },
    places: horizons.map(({ seconds }) => horizonText(seconds)),
    series: SHOWN.map((feature) => ({
      name: featureNames[feature],
      values: horizons.map(({ contemporaneous }) => {
        const { n, r2, r2Interval } = contemporaneous[feature]
        return measuredOf(r2, { interval: r2Interval, n, reason: whyNoShare(contemporaneous.windows) })
      }),
    })),
    references: [],
  }
}

function betaFigure(horizons: readonly StudyHorizon[], evidence: Evidence): Figure {
  return {
    kind: 'intervals',
    title: 'Ticks that the mid moves per base unit of OFI',
    size: 'half',
    evidence,
    xLabel: 'window',
    y: { label: 'β, ticks per base unit', format: 'plain' },
    places: horizons.map(({ seconds }) => horizonText(seconds)),
    series: [
      {
        name: 'β',
        values: horizons.map(({ contemporaneous: { ofi, windows } }) =>
          measuredOf(ofi.beta, { interval: ofi.betaInterval, n: ofi.n, reason: whyNoShare(windows) }),
        ),
      },
    ],
    references: [],
  }
}

/** What deeper levels add at one horizon, beside what chance would. */
function depthFigures(horizons: readonly StudyHorizon[], evidence: Evidence): Figure[] {
  const horizon = horizons.find(({ seconds }) => seconds === 10) ?? horizons[0]
  if (horizon === undefined || horizon.contemporaneous.multiLevel.length === 0) return []
  const { contemporaneous, seconds } = horizon
  const { multiLevel, windows } = contemporaneous
  const kinds = [
    ['explained', 'r2'],
    ['out of sample', 'outOfSampleR2'],
    ['chance', 'chanceR2'],
  ] as const
  return [
    {
      kind: 'intervals',
      title: `R² by number of levels, within the same ${horizonText(seconds)}`,
      size: 'half',
      evidence: { ...evidence, n: counted(windows, 'window'), interval: 'none: it is not computed by level' },
      xLabel: 'best levels',
      y: { label: 'contemporaneous R²', format: 'percent' },
      places: multiLevel.map(({ levels }) => String(levels)),
      series: kinds.map(([name, key]) => ({
        name,
        values: multiLevel.map((deep) => measuredOf(deep[key], { n: windows, reason: whyNoDeepShare(deep.chanceR2, windows) })),
      })),
      lowest: -0.25,
      references: [],
    },
  ]
}

function shareTable(horizons: readonly StudyHorizon[], evidence: Evidence): Table {
  return {
    title: 'Contemporaneous, by window',
    columns: [
      { name: 'window', align: 'left' },
      { name: 'feature', align: 'left' },
      { name: 'n', align: 'right' },
      { name: 'blocks', align: 'right' },
      { name: 'R²', align: 'right' },
      { name: '95 %', align: 'right' },
      { name: 'chance', align: 'right' },
      { name: 'out of sample', align: 'right' },
      { name: 't', align: 'right' },
    ],
    rows: horizons.flatMap(({ contemporaneous, seconds }) => {
      if (SHOWN.every((feature) => contemporaneous[feature].n === 0)) return [emptyRow(horizonText(seconds), contemporaneous.windows, 9)]
      return SHOWN.map((feature) => {
        const found = contemporaneous[feature]
        const reason = whyNoShare(contemporaneous.windows)
        return [
          horizonText(seconds),
          featureNames[feature],
          fixed(found.n, 0),
          fixed(found.blocks, 0),
          cellOf(found.r2, percent, reason),
          cellOf(found.r2Interval, (interval) => span(interval, percent), 'under 8 blocks or 100 windows'),
          cellOf(found.chanceR2, percent, reason),
          cellOf(found.outOfSampleR2, signedPercent, 'too few windows to learn from'),
          tCell(found.t, reason),
        ]
      })
    }),
    evidence,
  }
}
