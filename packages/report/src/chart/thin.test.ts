import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { thinned } from './thin.ts'

const points = fc
  .array(fc.option(fc.integer({ min: -1_000, max: 1_000 })), { maxLength: 300 })
  .map((values) => values.map((value, index) => ({ timeUs: index, value })))

describe('thinned(points, most)', () => {
  it('loses no hole, however short', () => {
    fc.assert(
      fc.property(fc.integer({ min: 40, max: 300 }), fc.nat(), (count, place) => {
        const all = Array.from({ length: count }, (_, index) => ({ timeUs: index, value: index === place % count ? null : index }))
        expect(thinned(all, 12).filter(({ value }) => value === null)).toHaveLength(1)
      }),
      { numRuns: 40 },
    )
  })

  it('keeps the ends, the extremes and a hole of what it leaves out, in order', () => {
    fc.assert(
      fc.property(points, fc.integer({ min: 8, max: 100 }), (all, most) => {
        const kept = thinned(all, most)
        const known = (some: typeof all): number[] => some.flatMap(({ value }) => value ?? [])
        expect(kept.map(({ timeUs }) => timeUs)).toEqual(kept.map(({ timeUs }) => timeUs).toSorted((a, b) => a - b))
        expect([kept[0], kept.at(-1)]).toEqual([all[0], all.at(-1)])
        expect([Math.min(...known(kept)), Math.max(...known(kept))]).toEqual([Math.min(...known(all)), Math.max(...known(all))])
        expect(kept.some(({ value }) => value === null)).toBe(all.some(({ value }) => value === null))
        expect(kept.length).toBeLessThanOrEqual(Math.max(most, 5 * (most / 4)))
      }),
      { numRuns: 60 },
    )
  })
})
