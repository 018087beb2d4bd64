import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bar, type Point, sparkline } from './blocks.ts'

/** The eighths of a column that a bar fills. */
function length(text: string): number {
  return Array.from(text, (glyph) => '▏▎▍▌▋▊▉█'.indexOf(glyph) + 1).reduce((sum, eighths) => sum + eighths, 0)
}

describe('bar(share, columns)', () => {
  it('is drawn in eighths', () => {
    expect([bar(0, 8), bar(1e-9, 8), bar(0.5, 8), bar(0.55, 8), bar(1, 8), bar(3, 2), bar(1, 0), bar(NaN, 4)]).toEqual([
      '',
      '▏',
      '████',
      '████▍',
      '████████',
      '██',
      '',
      '',
    ])
  })

  it('never shrinks as the share grows', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 1, max: 40 }),
        (a, b, columns) => {
          const [low, high] = a < b ? [a, b] : [b, a]
          expect(length(bar(low, columns))).toBeLessThanOrEqual(length(bar(high, columns)))
        },
      ),
    )
  })
})

describe('sparkline(points, columns)', () => {
  it('runs from the smallest to the largest value, the newest at the right', () => {
    expect(sparkline([0, 1, 2, 3, 4, 5, 6, 7], 8)).toBe('▁▂▃▄▅▆▇█')
    expect(sparkline([9, 9, 0, 8], 2)).toBe('▁█')
    expect(sparkline([1, 2], 5)).toBe('   ▁█')
  })

  it('never draws a value where there is none', () => {
    expect(sparkline(['none', 1, 'gap', 'gap', 2], 5)).toBe('·▁▞▞█')
  })

  it('draws what does not change half way up', () => {
    expect(sparkline([5, 5, 5], 3)).toBe('▄▄▄')
  })

  it('takes exactly the columns it is given', () => {
    const points = fc.array(
      fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 }), fc.constantFrom<Point>('gap', 'none')),
    )
    fc.assert(
      fc.property(points, fc.integer({ min: 0, max: 30 }), (series, columns) => {
        expect(Array.from(sparkline(series, columns))).toHaveLength(columns)
      }),
    )
  })
})
