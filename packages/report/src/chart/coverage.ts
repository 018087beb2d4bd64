import { axisY, barX } from '@observablehq/plot'
import type { CoverageFigure, Gap } from '../document/figure.ts'
import { daysText } from '../format/times.ts'
import { timesAcross } from './marks.ts'
import { roomFor } from './scale.ts'
import { svgOf, widths } from './svg.ts'

const ROW = 24
const RIGHT = 30
const US_PER_MS = 1_000
/** No gap is narrower than this: what is missing is seen, however short. */
const NARROWEST_PX = 2

/** What was received when: full bars, hatched where nothing was. */
export function coverageSvg({ fromUs, size, title, toUs, tracks }: CoverageFigure): string {
  const names = tracks.map(({ name }) => name)
  const left = roomFor(names)
  const width = widths[size]
  const usPerPx = (toUs - fromUs) / (width - left - RIGHT)
  const holes = tracks.flatMap(({ gaps, name }) => gaps.map((gap) => ({ name, reason: gap.reason, ...drawnSpan(gap, usPerPx) })))
  return svgOf({
    label: title,
    width,
    height: tracks.length * ROW + 48,
    marginLeft: left,
    marginRight: RIGHT,
    marginTop: 4,
    marginBottom: 42,
    x: { type: 'utc', domain: [dateOf(fromUs), dateOf(toUs)] },
    y: { domain: names, padding: 0.3, label: null },
    marks: [
      timesAcross(daysText(fromUs, toUs), 8),
      axisY({ tickSize: 0, fill: 'var(--t2)' }),
      barX(names, { x1: () => dateOf(fromUs), x2: () => dateOf(toUs), y: (name: string) => name, fill: 'var(--va)' }),
      barX(holes, { x1: 'from', x2: 'to', y: 'name', fill: 'var(--panel)' }),
      barX(holes, { x1: 'from', x2: 'to', y: 'name', fill: 'url(#gap)', title: 'reason' }),
    ],
  })
}

function drawnSpan({ fromUs, toUs }: Gap, usPerPx: number): { readonly from: Date; readonly to: Date } {
  return { from: dateOf(fromUs), to: dateOf(Math.max(toUs, fromUs + NARROWEST_PX * usPerPx)) }
}

function dateOf(timeUs: number): Date {
  return new Date(timeUs / US_PER_MS)
}
