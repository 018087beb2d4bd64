import { rectY } from '@observablehq/plot'
import type { HistogramFigure } from '../document/figure.ts'
import { referencesUpwards, valuesAcross, valuesUpwards, zeroLine } from './marks.ts'
import { svgOf, widths } from './svg.ts'

const HEIGHT = 230

/** Counts of values by range. */
export function histogramSvg({ bins, noun, references, size, title, x }: HistogramFigure): string {
  return svgOf({
    label: title,
    width: widths[size],
    height: HEIGHT,
    marginLeft: 58,
    marginRight: 14,
    marginTop: 34,
    marginBottom: 44,
    marks: [
      ...valuesUpwards(noun, 'count'),
      valuesAcross(x.label, x.format),
      rectY(bins, { x1: 'from', x2: 'to', y: 'count', fill: 'var(--va)', insetLeft: 0.5, insetRight: 0.5 }),
      zeroLine(),
      ...referencesUpwards(references),
    ],
  })
}
