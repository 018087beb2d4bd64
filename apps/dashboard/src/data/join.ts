import type { Bars, Footprint, Gap } from '@of/api'
import type { Heat } from './merge.ts'

/** Bars of the stream after those of pages before them. The stream's are the newer word on what both have. */
export function joinBars(now: Bars | undefined, pages: readonly Bars[]): Bars | undefined {
  const first = now?.items[0]
  if (now === undefined || first === undefined || pages.length === 0) return now
  const before = pages.flatMap(({ items }) => items).filter(({ startUs }) => startUs < first.startUs)
  return { ...now, items: [...before, ...now.items], gaps: joinGaps(now.gaps, pages) }
}

function joinGaps(now: readonly Gap[], pages: readonly Bars[]): Gap[] {
  const known = new Map(pages.flatMap(({ gaps }) => gaps).map((gap) => [`${gap.source} ${gap.fromUs}`, gap]))
  for (const gap of now) known.set(`${gap.source} ${gap.fromUs}`, gap)
  return [...known.values()].sort((a, b) => a.fromUs - b.fromUs)
}

/** Liquidity of the stream after that of pages before it. */
export function joinHeat(now: Heat | undefined, pages: readonly Heat[]): Heat | undefined {
  const first = now?.columns[0]
  if (now === undefined || first === undefined || pages.length === 0) return now
  const before = pages.flatMap(({ columns }) => columns).filter(({ startUs }) => startUs < first.startUs)
  return { ...now, columns: [...before, ...now.columns], walls: [...pages.flatMap(({ walls }) => walls), ...now.walls] }
}

/** Footprints of the stream after those of pages before them, each with the height of its own rows. */
export function joinFootprints(now: Footprint | undefined, pages: readonly Footprint[]): readonly Footprint[] {
  const first = now?.items[0]
  if (now === undefined || first === undefined) return []
  return [...pages.map((page) => ({ ...page, items: page.items.filter(({ startUs }) => startUs < first.startUs) })), now]
}
