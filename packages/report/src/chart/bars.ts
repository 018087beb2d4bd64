import { axisY, barX, gridX, ruleX, ruleY, text } from '@observablehq/plot'
import type { Bar, BarsFigure } from '../document/figure.ts'
import { formatted } from '../format/number-format.ts'
import { referencesUpwards, valuesAcross } from './marks.ts'
import { domainOf, roomFor } from './scale.ts'
import { svgOf, widths } from './svg.ts'

const ROW = 22

interface KnownBar {
  readonly name: string
  readonly value: number
  readonly low: number | null
  readonly high: number | null
}

/** Named values as bars from zero, with their intervals and their numbers. */
export function barsSvg({ bars, hue, references, size, title, x }: BarsFigure): string {
  const known = bars.flatMap(knownBar)
  const missing = bars.flatMap(({ measured, name }) => (measured.value === null ? [{ name, text: `n/a: ${measured.reason}` }] : []))
  const ends = known.flatMap(({ high, low, value }) => [value, low, high])
  const domain = domainOf([0, ...ends, ...references.map(({ value }) => value)]) ?? [0, 1]
  const numbers = known.map(({ value }) => formatted(value, x.format))
  return svgOf({
    label: title,
    width: widths[size],
    height: bars.length * ROW + 66,
    marginLeft: roomFor(bars.map(({ name }) => name)),
    marginRight: roomFor(numbers, 110) + 6,
    marginTop: 20,
    marginBottom: 44,
    x: { domain },
    y: { domain: bars.map(({ name }) => name), padding: 0.32, label: null },
    marks: [
      gridX({ stroke: 'var(--grid)', strokeOpacity: 1, ticks: 5 }),
      valuesAcross(x.label, x.format),
      axisY({ tickSize: 0, fill: 'var(--t2)' }),
      barX(known, { x: 'value', y: 'name', fill: ({ value }: KnownBar) => fillOf(value, hue) }),
      ruleX([0], { stroke: 'var(--line2)' }),
      ...referencesUpwards(references),
      ruleY(
        known.filter(({ high, low }) => low !== null && high !== null),
        { y: 'name', x1: 'low', x2: 'high', stroke: 'var(--t1)', strokeWidth: 1.2 },
      ),
      text(known, {
        y: 'name',
        frameAnchor: 'right',
        text: (_bar: KnownBar, index: number) => numbers[index] ?? '',
        textAnchor: 'start',
        dx: 8,
        fill: 'var(--t1)',
      }),
      text(missing, { y: 'name', x: () => 0, text: 'text', textAnchor: 'start', dx: 6, fill: 'var(--t3)' }),
    ],
  })
}

function knownBar({ measured, name }: Bar): KnownBar[] {
  return measured.value === null ? [] : [{ name, value: measured.value, low: measured.low, high: measured.high }]
}

function fillOf(value: number, hue: BarsFigure['hue']): string {
  if (hue === 'neutral') return 'var(--va)'
  return value < 0 ? 'var(--sell)' : 'var(--buy)'
}
