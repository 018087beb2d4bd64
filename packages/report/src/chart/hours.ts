import { axisX, type Markish, rect, ruleX } from '@observablehq/plot'
import type { HoursFigure } from '../document/figure.ts'
import { below, valuesUpwards, zeroLine } from './marks.ts'
import { domainOf } from './scale.ts'
import { svgOf, widths } from './svg.ts'

const HEIGHT = 220
const LABELLED_EVERY = 3

/** A value each hour of the day; an hour that nothing is known of is hatched from top to bottom. */
export function hoursSvg({ hours, size, title, y }: HoursFigure): string {
  const known = hours.flatMap((measured, hour) => (measured.value === null ? [] : [{ hour, ...measured }]))
  const unknown = hours.flatMap((measured, hour) => (measured.value === null ? [{ hour, reason: measured.reason }] : []))
  return svgOf({
    label: title,
    width: widths[size],
    height: HEIGHT,
    marginLeft: 58,
    marginRight: 10,
    marginTop: 26,
    marginBottom: 42,
    x: { domain: [0, hours.length] },
    y: { domain: domainOf([0, ...known.flatMap(({ high, low, value }) => [value, low, high])]) ?? [0, 1] },
    marks: [
      rect(unknown, { x1: 'hour', x2: ({ hour }) => hour + 1, fill: 'url(#unknown)', inset: 1, title: ({ reason }) => `n/a: ${reason}` }),
      ...valuesUpwards(y.label, y.format),
      axisX({
        ticks: hours.flatMap((_measured, hour) => (hour % LABELLED_EVERY === 0 ? [hour] : [])),
        tickSize: 4,
        stroke: 'var(--line2)',
        ...below('hour of the day, UTC'),
        tickFormat: (hour: number) => `${String(hour).padStart(2, '0')}:00`,
      }),
      ...barsOf(known),
      zeroLine(),
    ],
  })
}

function barsOf(
  known: readonly { readonly hour: number; readonly value: number; readonly low: number | null; readonly high: number | null }[],
): Markish[] {
  const sure = known.filter(({ high, low }) => low !== null && high !== null)
  return [
    rect(known, { x1: 'hour', x2: ({ hour }) => hour + 1, y1: 0, y2: 'value', inset: 1, fill: 'var(--va)' }),
    ruleX(sure, { x: ({ hour }) => hour + 0.5, y1: 'low', y2: 'high', stroke: 'var(--t1)', strokeWidth: 1.2 }),
  ]
}
