import { dot, line, type Markish, ruleX, ruleY, text } from '@observablehq/plot'
import type { ReliabilityFigure, ReliabilityPoint } from '../document/figure.ts'
import { inkOf } from './ink.ts'
import { valuesAcross, valuesUpwards } from './marks.ts'
import { domainOf, shortCount } from './scale.ts'
import { svgOf, widths } from './svg.ts'

const HEIGHT = 300
/** How far series that state the same are set apart, as a share of the axis: their points and counts would lie on each other. */
const APART = 0.036
const dashed = { stroke: 'var(--t3)', strokeDasharray: '6 3' } as const

/** What came true over what was stated, each with its n, beside the line it would be on if stating it meant that much, or nothing. */
export function reliabilitySvg({ against, series, size, title, x, yLabel }: ReliabilityFigure): string {
  const points = series.flatMap(({ bins }) => bins)
  const shares = points.flatMap(({ high, low, observed }) => [observed, low, high])
  const stated = points.map((point) => point.stated)
  const isDiagonal = against === 'diagonal'
  const shareDomain = unit(domainOf(isDiagonal ? [...shares, ...stated] : [...shares, against]))
  const statedDomain: readonly [number, number] = isDiagonal ? shareDomain : (domainOf([0, ...stated]) ?? [0, 1])
  const apart = APART * (statedDomain[1] - statedDomain[0])
  return svgOf({
    label: title,
    width: widths[size],
    height: HEIGHT,
    marginLeft: 58,
    marginRight: 34,
    marginTop: 26,
    marginBottom: 44,
    x: { domain: statedDomain },
    y: { domain: shareDomain },
    marks: [
      ...valuesUpwards(yLabel, 'percent'),
      valuesAcross(x.label, x.format),
      isDiagonal
        ? line(
            shareDomain.map((share) => [share, share]),
            dashed,
          )
        : ruleY([against], dashed),
      ...series.flatMap(({ bins }, index) => seriesMarks(bins, index, apart * (index - (series.length - 1) / 2))),
    ],
  })
}

function seriesMarks(bins: readonly ReliabilityPoint[], index: number, shift: number): Markish[] {
  const { stroke, symbol } = inkOf(index)
  const x = ({ stated }: ReliabilityPoint): number => stated + shift
  const sure = bins.filter(({ high, low }) => low !== null && high !== null)
  return [
    ruleX(sure, { x, y1: 'low', y2: 'high', stroke, strokeWidth: 1.3 }),
    dot(bins, { x, y: 'observed', r: 3.6, symbol, fill: stroke }),
    text(bins, {
      x,
      y: 'observed',
      text: ({ n }: ReliabilityPoint) => shortCount(n),
      textAnchor: 'start',
      dx: 7,
      dy: -7,
      fill: 'var(--t2)',
      stroke: 'var(--panel)',
      strokeWidth: 3,
    }),
  ]
}

function unit([low, high]: readonly [low: number, high: number] = [0, 1]): [number, number] {
  return [Math.max(0, low), Math.min(1, high)]
}
