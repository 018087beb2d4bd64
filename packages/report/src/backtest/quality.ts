import type { Gap, MarketQuality } from '@of/backtest'
import { cellOf, measuredOf } from '../build/measured.ts'
import type { Section } from '../document/document.ts'
import type { CoverageFigure, Evidence } from '../document/figure.ts'
import type { Table } from '../document/table.ts'
import { counted, fixed, percent } from '../format/numbers.ts'
import { lengthText, utcText } from '../format/times.ts'
import type { BacktestReading } from './backtest-result.ts'

const NO_TIME = 'no time passed'
/** More gaps than this are told as their longest. */
const MOST_TOLD = 20

/** How far the market was seen. */
export function qualitySection({ quality, span }: Pick<BacktestReading, 'quality' | 'span'>, command: string): Section {
  const lost = quality.reduce((sum, { booksLost }) => sum + booksLost, 0)
  const messages = quality.reduce((sum, { bookMessages }) => sum + bookMessages, 0)
  const evidence: Evidence = {
    n: `${counted(messages, 'book message')} of ${counted(quality.length, 'product')}`,
    interval: 'none: these are counts and shares of what was received',
    command,
  }
  return {
    heading: 'Coverage and data quality',
    claim: `${lost === 0 ? 'No book was lost' : `A book was lost ${counted(lost, 'time')}`} in ${evidence.n}.`,
    figures: [
      ...(span === null || span.toUs <= span.fromUs ? [] : [coverageFigure(quality, span, evidence)]),
      {
        kind: 'bars',
        title: 'Share of the time in which the book could be believed',
        size: 'full',
        evidence,
        x: { label: 'of the time from its first to its last event', format: 'percent' },
        hue: 'neutral',
        bars: quality.map(({ believed, moments, product }) => ({
          name: product,
          measured: measuredOf(believed, { n: moments, reason: NO_TIME }),
        })),
        references: [],
      },
    ],
    tables: [
      {
        title: 'What was received',
        columns: [
          { name: 'product', align: 'left' },
          { name: 'moments of decision', align: 'right' },
          { name: 'book messages', align: 'right' },
          { name: 'prints', align: 'right' },
          { name: 'hidden', align: 'right' },
          { name: 'books lost', align: 'right' },
          { name: 'believed', align: 'right' },
          { name: 'gaps', align: 'right' },
          { name: 'longest', align: 'right' },
        ],
        rows: quality.map(({ believed, bookMessages, booksLost, gaps, hiddenPrints, moments, prints, product }) => [
          product,
          fixed(moments, 0),
          fixed(bookMessages, 0),
          fixed(prints, 0),
          fixed(hiddenPrints, 0),
          fixed(booksLost, 0),
          cellOf(believed, percent, NO_TIME),
          fixed(gaps.length, 0),
          cellOf(longestOf(gaps), lengthText, 'no gap'),
        ]),
        evidence,
      },
      ...gapTables(quality, evidence),
    ],
    notes: ['Nothing is filled and nothing is decided by a book that cannot be believed.'],
  }
}

/** When each book could be believed. Before a product was first heard of, and after it was last, nothing was either. */
function coverageFigure(
  quality: readonly MarketQuality[],
  { fromUs, toUs }: { readonly fromUs: number; readonly toUs: number },
  evidence: Evidence,
): CoverageFigure {
  return {
    kind: 'coverage',
    title: 'When the book could be believed',
    size: 'full',
    evidence,
    fromUs,
    toUs,
    tracks: quality.map((own) => ({
      name: own.product,
      gaps: [
        { fromUs, toUs: own.fromUs, reason: `${own.product} had not been heard of` },
        ...own.gaps.map((gap) => ({
          ...gap,
          reason: `no believed book from ${utcText(gap.fromUs)} for ${lengthText(gap.toUs - gap.fromUs)}`,
        })),
        { fromUs: own.toUs, toUs, reason: `nothing more came of ${own.product}` },
      ].filter((gap) => gap.toUs > gap.fromUs),
    })),
  }
}

/** The gaps and their times, where there are any. */
function gapTables(quality: readonly MarketQuality[], evidence: Evidence): Table[] {
  const all = quality.flatMap(({ gaps, product }) => gaps.map((gap) => ({ ...gap, product })))
  if (all.length === 0) return []
  const told = [...all].sort((a, b) => b.toUs - b.fromUs - (a.toUs - a.fromUs)).slice(0, MOST_TOLD)
  return [
    {
      title: all.length > MOST_TOLD ? `The ${MOST_TOLD} longest of ${all.length} gaps` : 'Gaps',
      columns: [
        { name: 'product', align: 'left' },
        { name: 'from, UTC', align: 'left' },
        { name: 'to', align: 'left' },
        { name: 'length', align: 'right' },
      ],
      rows: told.map(({ fromUs, product, toUs }) => [product, utcText(fromUs), utcText(toUs), lengthText(toUs - fromUs)]),
      evidence: { ...evidence, n: counted(all.length, 'gap') },
    },
  ]
}

function longestOf(gaps: readonly Gap[]): number | null {
  return gaps.length === 0 ? null : gaps.reduce((most, { fromUs, toUs }) => Math.max(most, toUs - fromUs), 0)
}
