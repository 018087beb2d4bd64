import type { Gap } from '@of/api'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bar } from '../testing/resources.ts'
import { followedSinceUs, type GapSpan, gapSpans, placeWords, spanEdges } from './gap-spans.ts'

const gaps: Gap[] = [
  { source: 'book', fromUs: 0, toUs: 50e6, reason: 'no book yet' },
  { source: 'book', fromUs: 100e6, toUs: 100.9e6, reason: 'frames lost' },
  { source: 'trades', fromUs: 200e6, toUs: null, reason: 'ids passed over' },
]
const clock = { nowUs: 214e6, zone: 'utc' } as const

describe('gapSpans(gaps, source, clock)', () => {
  it('says how long a hole was, and since when one lasts', () => {
    expect(gapSpans(gaps, 'book', clock)).toEqual([
      { fromUs: 100e6, toUs: 100.9e6, source: 'book', isOpen: false, words: 'book lost 0.9 s' },
    ])
    expect(gapSpans(gaps, 'trades', clock)).toEqual([
      { fromUs: 200e6, toUs: 214e6, source: 'trades', isOpen: true, words: 'no trades since 00:03:20' },
    ])
  })
})

describe('followedSinceUs(bars, source)', () => {
  it('tells when a source was first there, and nothing where it always was', () => {
    const bars = [bar({ startUs: 0, bookCoverage: 0 }), bar({ startUs: 60e6, bookCoverage: 0.4 })]
    expect(followedSinceUs(bars, 'book')).toBe(60e6)
    expect(followedSinceUs(bars, 'trades')).toBeUndefined()
  })
})

describe('spanEdges(from, to, columnWidth)', () => {
  it('is never narrower than a column or six pixels', () => {
    expect(spanEdges(100, 101, 8)).toEqual([96.5, 104.5])
    expect(spanEdges(100, 101, 2)).toEqual([97.5, 103.5])
    expect(spanEdges(100, 180, 8)).toEqual([100, 180])
  })
})

const hole = (fromUs: number, toUs: number, isOpen = false): GapSpan => ({
  fromUs,
  toUs,
  source: 'book',
  isOpen,
  words: `${toUs - fromUs}`,
})
const worded = (gap: GapSpan, x: number) => ({ gap, edges: [x, x + 7] as const, length: 80 })

describe('placeWords(wanted, width)', () => {
  it('has room for the words of a hole that lasts before those of the longest, and for others where there is room left', () => {
    const [short, long, open] = [hole(0, 54e3), hole(60e6, 84e6), hole(120e6, 130e6, true)]
    expect(placeWords([worded(short, 10), worded(long, 30), worded(open, 350)], 400)).toEqual([
      expect.objectContaining({ gap: open, x: 262 }),
      expect.objectContaining({ gap: long, x: 45 }),
    ])
    expect(placeWords([worded(short, 10), worded(long, 130)], 400).map(({ gap }) => gap)).toEqual([long, short])
  })

  it('lets no two touch', () => {
    const one = fc.record({ x: fc.integer({ min: 0, max: 400 }), length: fc.integer({ min: 20, max: 120 }), isOpen: fc.boolean() })
    fc.assert(
      fc.property(fc.array(one, { maxLength: 12 }), (holes) => {
        const lengths = new Map<GapSpan, number>()
        const wanted = holes.map(({ isOpen, length, x }, i) => {
          const gap = hole(i, i + 1, isOpen)
          lengths.set(gap, length)
          return { gap, edges: [x, x + 7] as const, length }
        })
        const spans = placeWords(wanted, 400)
          .map(({ gap, x }) => [x, x + (lengths.get(gap) ?? 0)] as const)
          .sort((a, b) => a[0] - b[0])
        spans.slice(1).forEach(([from], i) => expect(from).toBeGreaterThan(spans[i]![1]))
      }),
    )
  })
})
