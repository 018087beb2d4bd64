import { inkOf } from '../chart/ink.ts'
import type { Figure } from '../document/figure.ts'
import { type Markup, markup } from './markup.ts'

/** What lines, shapes and hatchings of a figure stand for. It is written above the drawing, so that nothing lies over data. */
export function keysHtml(figure: Figure): Markup | undefined {
  const keys = keysOf(figure)
  return keys.length === 0 ? undefined : markup`<ul class="keys">${keys.map((key) => markup`<li>${key}</li>`)}</ul>`
}

function keysOf(figure: Figure): Markup[] {
  switch (figure.kind) {
    case 'lines':
      return [
        ...(figure.lines.length < 2 ? [] : figure.lines.map(({ name }, index) => markup`${lineKey(index)}${name}`)),
        ...(figure.gaps.length === 0 ? [] : [markup`${hatchKey('gap')}no data`]),
      ]
    case 'intervals':
      return [
        ...(figure.series.length < 2 ? [] : figure.series.map(({ name }, index) => markup`${shapeKey(index)}${name}`)),
        ...marksOf(figure),
      ]
    case 'reliability':
      return [
        ...(figure.series.length < 2 ? [] : figure.series.map(({ name }, index) => markup`${shapeKey(index)}${name}`)),
        ...(figure.against === 'diagonal' ? [] : [markup`dashed: a coin`]),
      ]
    case 'hours':
      return figure.hours.some(({ value }) => value === null) ? [markup`${hatchKey('unknown')}n/a`] : []
    case 'coverage':
      return figure.tracks.some(({ gaps }) => gaps.length > 0) ? [markup`${hatchKey('gap')}no data, at least 2 px wide`] : []
    default:
      return []
  }
}

/** The marks that a figure with intervals needs a word for. */
function marksOf({ lowest = -Infinity, series }: Extract<Figure, { readonly kind: 'intervals' }>): Markup[] {
  const known = series.flatMap(({ values }) => values.flatMap((measured) => (measured.value === null ? [] : [measured])))
  const isAnyMissing = series.some(({ values }) => values.some(({ value }) => value === null))
  return [
    ...(known.some(({ low, value }) => value >= lowest && low === null) ? [markup`hollow: no interval`] : []),
    ...(known.some(({ value }) => value < lowest) ? [markup`▾ below the axis`] : []),
    ...(isAnyMissing ? [markup`– n/a`] : []),
  ]
}

function lineKey(index: number): Markup {
  const { dash, stroke } = inkOf(index)
  const dashes = dash === '' ? 'none' : dash
  return markup`<svg width="26" height="12" aria-hidden="true"><line x1="0" y1="7" x2="26" y2="7" stroke="${stroke}" stroke-width="1.8" stroke-dasharray="${dashes}"/></svg>`
}

const shapes = {
  circle: 'M6,2.5A3.5,3.5,0,1,1,6,9.5A3.5,3.5,0,1,1,6,2.5Z',
  square: 'M3,3H9V9H3Z',
  triangle: 'M6,2L10,9.5H2Z',
  diamond: 'M6,1L9.2,6L6,11L2.8,6Z',
  cross: 'M4.7,2H7.3V4.7H10V7.3H7.3V10H4.7V7.3H2V4.7H4.7Z',
  star: 'M6,1L7.3,4.4L11,4.6L8.1,6.9L9.1,10.4L6,8.4L2.9,10.4L3.9,6.9L1,4.6L4.7,4.4Z',
} as const

function shapeKey(index: number): Markup {
  const { stroke, symbol } = inkOf(index)
  return markup`<svg width="12" height="12" aria-hidden="true"><path d="${shapes[symbol]}" fill="${stroke}"/></svg>`
}

function hatchKey(pattern: 'gap' | 'unknown'): Markup {
  return markup`<svg width="18" height="12" aria-hidden="true"><rect width="18" height="12" fill="url(#${pattern})" stroke="var(--line2)"/></svg>`
}
