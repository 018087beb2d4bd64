import { axisX, axisY, gridY, type Markish, ruleX, ruleY, text } from '@observablehq/plot'
import type { Reference } from '../document/figure.ts'
import { type NumberFormat, tickText } from '../format/number-format.ts'
import { timeTick } from '../format/times.ts'
import { stepOf } from './scale.ts'

const US_PER_MS = 1_000

/** A vertical axis of numbers, with a fine line across for each, and its label above them. */
export function valuesUpwards(label: string, format: NumberFormat): Markish[] {
  return [
    gridY({ stroke: 'var(--grid)', strokeOpacity: 1, ticks: 5 }),
    axisY({
      ticks: 5,
      tickSize: 0,
      tickPadding: 6,
      label,
      labelAnchor: 'top',
      labelArrow: false,
      fill: 'var(--t3)',
      tickFormat: (value: number, _index: number, ticks: readonly number[] = []) => tickText(value, format, stepOf(ticks)),
    }),
  ]
}

/** An axis of numbers under a figure. */
export function valuesAcross(label: string, format: NumberFormat): Markish {
  return axisX({
    ...below(label),
    ticks: 5,
    tickSize: 0,
    tickFormat: (value: number, _index: number, ticks: readonly number[] = []) => tickText(value, format, stepOf(ticks)),
  })
}

/** An axis of UTC time under a figure, with about so many marks. */
export function timesAcross(label: string, ticks: number): Markish {
  return axisX({
    ...below(label),
    ticks,
    tickSize: 4,
    stroke: 'var(--line2)',
    tickFormat: (time: Date, _index: number, times: readonly Date[] = []) => timeTick(time, stepOf(times) * US_PER_MS),
  })
}

/** What every axis under a figure has: its label in the middle. */
export function below(label: string): {
  readonly label: string
  readonly labelAnchor: 'center'
  readonly labelArrow: false
  readonly labelOffset: number
  readonly fill: string
} {
  return { label, labelAnchor: 'center', labelArrow: false, labelOffset: 38, fill: 'var(--t3)' }
}

/** A vertical axis's line at zero. */
export function zeroLine(): Markish {
  return ruleY([0], { stroke: 'var(--line2)', strokeWidth: 1 })
}

/** Dashed lines across: behind the data. */
export function referencesAcross(references: readonly Reference[]): Markish {
  return ruleY(references, { y: 'value', ...dashed })
}

/** The names of lines across, above their right ends: before the data, which would hide them. */
export function referenceNames(references: readonly Reference[]): Markish {
  return text(references, { y: 'value', text: 'label', frameAnchor: 'right', textAnchor: 'end', dy: -7, dx: -2, ...halo })
}

/** Dashed lines upwards, with their names above the figure. */
export function referencesUpwards(references: readonly Reference[]): Markish[] {
  return [
    ruleX(references, { x: 'value', ...dashed }),
    text(references, { x: 'value', text: 'label', frameAnchor: 'top', dy: -10, ...halo }),
  ]
}

const dashed = { stroke: 'var(--t2)', strokeDasharray: '6 3', strokeWidth: 1 } as const
/** Words over a drawing stay readable: the ground shines round them. */
const halo = { fill: 'var(--t2)', stroke: 'var(--panel)', strokeWidth: 3 } as const
