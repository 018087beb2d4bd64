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

/** A hole in view with the room that its words take, px. */
export interface WordedSpan {
  readonly gap: GapSpan
  readonly edges: readonly [number, number]
  readonly length: number
}

/**
 * Where the words of holes begin, px: at the right of their hole unless they would leave the pane there, else at its left. No two touch:
 * those of a hole that lasts come first, then those of the longest.
 */
export function placeWords(wanted: readonly WordedSpan[], width: number): readonly { readonly gap: GapSpan; readonly x: number }[] {
  const placed: { readonly gap: GapSpan; readonly x: number; readonly to: number }[] = []
  const lengthOf = ({ fromUs, isOpen, toUs }: GapSpan): number => (isOpen ? Number.MAX_VALUE : toUs - fromUs)
  for (const { edges, gap, length } of [...wanted].sort((a, b) => lengthOf(b.gap) - lengthOf(a.gap))) {
    if (gap.words === '') continue
    const x = edges[1] + length + 12 < width ? edges[1] + 8 : Math.min(edges[0], width) - 8 - length
    if (placed.every((other) => x > other.to + 8 || x + length < other.x - 8)) placed.push({ gap, x, to: x + length })
  }
  return placed
}
