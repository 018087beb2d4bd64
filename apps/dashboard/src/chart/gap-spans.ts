import type { Bar, Gap } from '@of/api'
import { clock, span, type Zone } from '../format/time.ts'

/** A stretch of a pane that has no data. */
export interface GapSpan {
  readonly fromUs: number
  readonly toUs: number
  readonly source: Gap['source']
  /** Whether it lasts. */
  readonly isOpen: boolean
  /** What was lost and for how long. */
  readonly words: string
}

/** Holes of a source within the bars there are. Time before the service followed the product is not one of them. */
export function gapSpans(
  gaps: readonly Gap[],
  source: Gap['source'],
  clockOf: { readonly nowUs: number; readonly zone: Zone },
): readonly GapSpan[] {
  const { nowUs, zone } = clockOf
  const name = source === 'book' ? 'book lost' : 'trades missing'
  return gaps
    .filter((gap) => gap.source === source && gap.fromUs > 0)
    .map(({ fromUs, toUs }) => ({
      fromUs,
      toUs: toUs ?? Math.max(nowUs, fromUs),
      source,
      isOpen: toUs === null,
      words: toUs === null ? `no ${source === 'book' ? 'book' : 'trades'} since ${clock(fromUs, zone)}` : `${name} ${span(toUs - fromUs)}`,
    }))
}

/** When a source was first there; `undefined` where it was from the beginning of the bars, or never. */
export function followedSinceUs(bars: readonly Bar[], source: Gap['source']): number | undefined {
  const first = bars.findIndex(({ bookCoverage, tradeCoverage }) => (source === 'book' ? bookCoverage : tradeCoverage) > 0)
  return first > 0 ? bars[first]?.startUs : undefined
}

/** Where a hole is drawn: at least one column wide, so that none is too short to be seen. */
export function spanEdges(from: number, to: number, columnWidth: number): readonly [number, number] {
  const least = Math.max(columnWidth, 6)
  if (to - from >= least) return [from, to]
  const middle = (from + to) / 2
  return [middle - least / 2, middle + least / 2]
}
