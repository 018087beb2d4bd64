import { parseHTML } from 'linkedom'
import { describe, expect, it } from 'vitest'
import type { Figure, IntervalsFigure, LinesFigure, Measured } from '../document/figure.ts'
import { madeUpFigures } from '../testing/made-up-document.ts'
import { draw } from './draw.ts'

type Drawn = Exclude<Figure, { readonly kind: 'missing' }>
const drawn = madeUpFigures.filter((figure): figure is Drawn => figure.kind !== 'missing')
const evidence = { n: '1', interval: 'none', command: 'of' }

const intervals = (values: readonly Measured[], more: Partial<IntervalsFigure> = {}): IntervalsFigure => ({
  kind: 'intervals',
  title: 't',
  size: 'half',
  evidence,
  xLabel: 'x',
  y: { label: 'y', format: 'plain' },
  places: values.map((_, index) => String(index)),
  series: [{ name: 's', values }],
  references: [],
  ...more,
})

const within = (svg: string, selector: string): number =>
  parseHTML(`<html><body>${svg}</body></html>`).document.querySelectorAll(selector).length

const line = (values: readonly (number | null)[]): LinesFigure => ({
  kind: 'lines',
  title: 't',
  size: 'full',
  evidence,
  y: { label: 'y', format: 'bps' },
  lines: [{ name: 'a', points: values.map((value, index) => ({ timeUs: 1_786_262_400_000_000 + index * 1e6, value })) }],
  isFilled: false,
  references: [],
  gaps: values.includes(null) ? [{ fromUs: 1_786_262_400_000_000, toUs: 1_786_262_401_000_000, reason: 'book lost' }] : [],
})
const strokes = (svg: string): number => /aria-label="line"[^>]*>\s*<path d="([^"]*)"/.exec(svg)![1]!.split('M').length - 1

describe('draw(figure)', () => {
  it.each(drawn.map((figure) => [figure.kind, figure] as const))(
    'draws %s without numbers that are none, ids or long decimals',
    (_kind, figure) => {
      const svg = draw(figure)
      expect(svg).toMatch(/^<svg role="img" [^]*<\/svg>$/)
      expect(svg).toContain(`aria-label="${figure.title}"`)
      expect(svg).not.toMatch(/NaN|undefined|Infinity|<style|\sid="/)
      expect(svg).not.toMatch(/="[^"]*\d\.\d{3,}[^"]*"/)
      expect(svg).toBe(draw(structuredClone(figure)))
    },
  )

  it('draws a value with an interval as a bar and a point, one without as a hollow point, and what is not known as a dash', () => {
    const svg = draw(
      intervals([
        { value: 1, low: 0.5, high: 2, n: 10 },
        { value: 1, low: null, high: null, n: 10 },
        { value: null, reason: 'too few windows' },
      ]),
    )
    expect(within(svg, '[aria-label="dot"] path, [aria-label="dot"] circle')).toBe(2)
    expect(svg).toContain('n/a: too few windows')
    const hollow = draw(intervals([{ value: 1, low: null, high: null, n: 10 }]))
    expect(hollow).toContain('fill="var(--panel)"')
    expect(draw(intervals([{ value: 1, low: 0, high: 2, n: 10 }]))).not.toContain('fill="var(--panel)"')
  })

  it('marks a value under the axis at its edge, and does not stretch the axis to it', () => {
    const values: Measured[] = [
      { value: 0.01, low: null, high: null, n: 200 },
      { value: -827, low: null, high: null, n: 200 },
    ]
    expect(draw(intervals(values, { lowest: -0.05 }))).toContain('▾')
    expect(draw(intervals(values, { lowest: -0.05 }))).not.toMatch(/>−\d00</)
    expect(draw(intervals(values))).not.toContain('▾')
  })

  it('breaks a line where nothing is known, and hatches the time', () => {
    expect(strokes(draw(line([1, 2, 3, 4])))).toBe(1)
    const broken = draw(line([1, 2, null, 4, 5]))
    expect(strokes(broken)).toBe(2)
    expect(broken).toContain('url(#gap)')
    expect(broken).toContain('book lost')
  })

  it('colours bars by side only where they have one', () => {
    const bars = drawn.find((figure) => figure.kind === 'bars')!
    expect(draw(bars)).toMatch(/var\(--buy\)[^]*var\(--sell\)/)
    expect(draw({ ...bars, hue: 'neutral' })).not.toMatch(/--buy|--sell/)
  })
})
