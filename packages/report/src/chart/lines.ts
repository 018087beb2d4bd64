import { areaY, lineY, type Markish, rect } from '@observablehq/plot'
import type { LinePoint, LinesFigure } from '../document/figure.ts'
import { daysText } from '../format/times.ts'
import { inkOf } from './ink.ts'
import { referenceNames, referencesAcross, timesAcross, valuesUpwards, zeroLine } from './marks.ts'
import { domainOf } from './scale.ts'
import { svgOf, widths } from './svg.ts'
import { thinned } from './thin.ts'

const HEIGHT = 230
const US_PER_MS = 1_000

/** Values over time, in UTC. */
export function linesSvg(figure: LinesFigure): string {
  const width = widths[figure.size]
  const all = figure.lines.flatMap(({ points }) => points)
  const times = all.map(({ timeUs }) => timeUs)
  const y = domainOf([0, ...all.flatMap(({ high, low, value }) => [value, low, high]), ...figure.references.map(({ value }) => value)])
  return svgOf({
    label: figure.title,
    width,
    height: HEIGHT,
    marginLeft: 58,
    marginRight: 30,
    marginTop: 26,
    marginBottom: 40,
    x: { type: 'utc', domain: [least(times) / US_PER_MS, greatest(times) / US_PER_MS] },
    y: { domain: y ?? [0, 1] },
    marks: [
      rect(figure.gaps, { x1: ({ fromUs }) => dateOf(fromUs), x2: ({ toUs }) => dateOf(toUs), fill: 'url(#gap)', title: 'reason' }),
      ...valuesUpwards(figure.y.label, figure.y.format),
      timesAcross(daysText(least(times), greatest(times)), figure.size === 'full' ? 8 : 4),
      zeroLine(),
      referencesAcross(figure.references),
      ...figure.lines.flatMap(({ points }, index) => lineMarks(points, index, figure)),
      referenceNames(figure.references),
    ],
  })
}

function lineMarks(points: readonly LinePoint[], index: number, { isFilled, size }: LinesFigure): Markish[] {
  const { dash, stroke } = inkOf(index)
  const drawn = thinned(points, 2 * widths[size]).map((point) => ({ ...point, time: dateOf(point.timeUs) }))
  const x = 'time'
  const band = drawn.some(({ high, low }) => low !== undefined && high !== undefined)
  return [
    ...(band ? [areaY(drawn, { x, y1: 'low', y2: 'high', fill: stroke, fillOpacity: 0.12 })] : []),
    ...(isFilled ? [areaY(drawn, { x, y1: 0, y2: 'value', fill: stroke, fillOpacity: 0.12 })] : []),
    lineY(drawn, { x, y: 'value', stroke, strokeWidth: 1.6, ...(dash === '' ? {} : { strokeDasharray: dash }) }),
  ]
}

function dateOf(timeUs: number): Date {
  return new Date(timeUs / US_PER_MS)
}

function least(values: readonly number[]): number {
  return values.reduce((a, b) => Math.min(a, b))
}

function greatest(values: readonly number[]): number {
  return values.reduce((a, b) => Math.max(a, b))
}
