import { axisX, dot, type Markish, ruleX, text } from '@observablehq/plot'
import type { IntervalsFigure, Measured } from '../document/figure.ts'
import { inkOf } from './ink.ts'
import { below, referenceNames, referencesAcross, valuesUpwards, zeroLine } from './marks.ts'
import { domainOf, shortCount } from './scale.ts'
import { svgOf, widths } from './svg.ts'

const HEIGHT = 250
/** How much of the room between two places the values at one of them may take. */
const SPREAD = 0.56

/** Values with intervals at named places; a value without an interval is hollow, one that is not known is a dash. */
export function intervalsSvg(figure: IntervalsFigure): string {
  const { lowest = -Infinity, places, references, series } = figure
  const known = series.flatMap(({ values }) => values.flatMap((measured) => (measured.value === null ? [] : [measured])))
  const isFromZero = figure.y.from !== 'data'
  const domain = domainOf([
    ...(isFromZero ? [0] : []),
    ...known.flatMap(({ high, low, value }) => [Math.max(value, lowest), atLeast(low, lowest), high]),
    ...references.map(({ value }) => value),
  ])
  return svgOf({
    label: figure.title,
    width: widths[figure.size],
    height: HEIGHT,
    marginLeft: 58,
    marginRight: 10,
    marginTop: 26,
    marginBottom: 54,
    x: { domain: [-0.5, places.length - 0.5] },
    y: { domain: domain ?? [0, 1] },
    marks: [
      ...valuesUpwards(figure.y.label, figure.y.format),
      ...(isFromZero ? [zeroLine()] : []),
      referencesAcross(references),
      axisX({
        ticks: places.map((_place, index) => index),
        tickSize: 0,
        tickPadding: 6,
        ...below(`${figure.xLabel}, with n below`),
        labelOffset: 50,
        fill: 'var(--t2)',
        lineHeight: 1.25,
        tickFormat: (index: number) => `${places[index] ?? ''}\n${nText(series.map(({ values }) => values[index]))}`,
      }),
      ...series.flatMap(({ values }, index) => seriesMarks(values, { index, of: series.length, lowest })),
      referenceNames(references),
    ],
  })
}

function seriesMarks(
  values: readonly Measured[],
  { index, lowest, of }: { readonly index: number; readonly of: number; readonly lowest: number },
): Markish[] {
  const { stroke, symbol } = inkOf(index)
  const shift = of === 1 ? 0 : SPREAD * (index / (of - 1) - 0.5)
  const placed = values.map((measured, place) => ({ x: place + shift, measured }))
  const known = placed.flatMap(({ measured, x }) => (measured.value === null ? [] : [{ x, ...measured }]))
  const shown = known.filter(({ value }) => value >= lowest)
  const under = known.filter(({ value }) => value < lowest)
  const sure = shown.flatMap(({ high, low, ...rest }) =>
    low === null || high === null ? [] : [{ ...rest, low: Math.max(low, lowest), high }],
  )
  const unsure = shown.filter(({ high, low }) => low === null || high === null)
  const missing = placed.flatMap(({ measured, x }) => (measured.value === null ? [{ x, reason: `n/a: ${measured.reason}` }] : []))
  return [
    ruleX(sure, { x: 'x', y1: 'low', y2: 'high', stroke, strokeWidth: 1.5 }),
    dot(sure, { x: 'x', y: 'value', symbol, fill: stroke, r: 3.2 }),
    dot(unsure, { x: 'x', y: 'value', symbol, fill: 'var(--panel)', stroke, r: 3.2 }),
    text(under, { x: 'x', y: () => lowest, text: () => '▾', fill: stroke, fontSize: 13, title: ({ value }) => String(value) }),
    text(missing, { x: 'x', frameAnchor: 'bottom', text: () => '–', fill: 'var(--t3)', dy: -6, fontSize: 13, title: 'reason' }),
  ]
}

function atLeast(value: number | null, lowest: number): number | null {
  return value === null ? null : Math.max(value, lowest)
}

/** How many observations a place rests on: the least where series differ. */
function nText(values: readonly (Measured | undefined)[]): string {
  const counts = values.flatMap((measured) =>
    measured === undefined || measured.value === null || measured.n === null ? [] : [measured.n],
  )
  return counts.length === 0 ? '–' : shortCount(counts.reduce((a, b) => Math.min(a, b)))
}
