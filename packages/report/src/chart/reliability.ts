import { dot, line, ruleX, text } from '@observablehq/plot'
import type { ReliabilityFigure } from '../document/figure.ts'
import { valuesAcross, valuesUpwards } from './marks.ts'
import { domainOf, shortCount } from './scale.ts'
import { svgOf, widths } from './svg.ts'

const HEIGHT = 300

/** What came true over what was stated: on the diagonal both are the same. */
export function reliabilitySvg({ bins, size, title, xLabel, yLabel }: ReliabilityFigure): string {
  const [low, high] = domainOf(bins.flatMap((bin) => [bin.stated, bin.observed, bin.low, bin.high])) ?? [0, 1]
  const domain: [number, number] = [Math.max(0, low), Math.min(1, high)]
  const sure = bins.filter((bin) => bin.low !== null && bin.high !== null)
  return svgOf({
    label: title,
    width: widths[size],
    height: HEIGHT,
    marginLeft: 58,
    marginRight: 24,
    marginTop: 26,
    marginBottom: 44,
    x: { domain },
    y: { domain },
    marks: [
      ...valuesUpwards(yLabel, 'percent'),
      valuesAcross(xLabel, 'percent'),
      line(
        [
          [domain[0], domain[0]],
          [domain[1], domain[1]],
        ],
        { stroke: 'var(--t3)', strokeDasharray: '6 3' },
      ),
      ruleX(sure, { x: 'stated', y1: 'low', y2: 'high', stroke: 'var(--t1)', strokeWidth: 1.3 }),
      dot(bins, { x: 'stated', y: 'observed', r: 3.6, fill: 'var(--accent)' }),
      text(bins, {
        x: 'stated',
        y: 'observed',
        text: ({ n }: { readonly n: number }) => shortCount(n),
        textAnchor: 'start',
        dx: 7,
        dy: -7,
        fill: 'var(--t2)',
      }),
    ],
  })
}
