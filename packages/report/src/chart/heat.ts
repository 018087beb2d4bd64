import { axisX, axisY, cell, text } from '@observablehq/plot'
import type { HeatFigure } from '../document/figure.ts'
import { formatted } from '../format/number-format.ts'
import { roomFor } from './scale.ts'
import { svgOf, widths } from './svg.ts'

const ROW = 26
/** Shades of the page's ramp, `--h0` to `--h6`. */
const SHADES = 7
/** From this shade on, numbers on it are in the other text colour. */
const STRONG = 4

interface Square {
  readonly row: string
  readonly column: string
  readonly shade: number | null
  readonly text: string
  readonly reason: string | undefined
}

/** Numbers in a grid, shaded by their size; what is not known is hatched. */
export function heatSvg({ columns, format, greatest, rows, size, title }: HeatFigure): string {
  const squares = rows.flatMap(({ name, values }) =>
    columns.map((column, index): Square => {
      const measured = values[index]
      if (measured === undefined || measured.value === null) {
        return { row: name, column, shade: null, text: '–', reason: measured === undefined ? undefined : `n/a: ${measured.reason}` }
      }
      const share = greatest > 0 ? Math.min(1, Math.abs(measured.value) / greatest) : 0
      return { row: name, column, shade: Math.round(share * (SHADES - 1)), text: formatted(measured.value, format), reason: undefined }
    }),
  )
  return svgOf({
    label: title,
    width: widths[size],
    height: rows.length * ROW + 48,
    marginLeft: roomFor(rows.map(({ name }) => name)),
    marginRight: 10,
    marginTop: 34,
    marginBottom: 8,
    x: { domain: columns, padding: 0.04, label: null },
    y: { domain: rows.map(({ name }) => name), padding: 0.08, label: null },
    marks: [
      axisX({ anchor: 'top', tickSize: 0, fill: 'var(--t2)', lineWidth: 7 }),
      axisY({ tickSize: 0, fill: 'var(--t2)' }),
      cell(squares, { x: 'column', y: 'row', fill: fillOf }),
      text(squares, { x: 'column', y: 'row', text: 'text', fill: textOn, title: 'reason' }),
    ],
  })
}

function fillOf({ shade }: Square): string {
  return shade === null ? 'url(#unknown)' : `var(--h${shade})`
}

function textOn({ shade }: Square): string {
  if (shade === null) return 'var(--t3)'
  return shade >= STRONG ? 'var(--on-heat)' : 'var(--t1)'
}
