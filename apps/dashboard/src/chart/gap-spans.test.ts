import type { Gap } from '@of/api'
import { describe, expect, it } from 'vitest'
import { bar } from '../testing/resources.ts'
import { followedSinceUs, gapSpans, spanEdges } from './gap-spans.ts'

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
