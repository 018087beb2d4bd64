import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { utcText } from './utc.ts'

describe('utcText(timeUs)', () => {
  it('says what a calendar says, from 1970 to 2255', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9_007_199_254_740_000 }), (timeUs) => {
        const iso = new Date(Math.floor(timeUs / 1_000)).toISOString()
        expect(utcText(timeUs)).toBe(iso.replace('T', ' ').slice(0, -1))
      }),
    )
    expect(utcText(951_782_400_000_000)).toBe('2000-02-29 00:00:00.000')
  })
})
