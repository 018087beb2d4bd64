import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { timesUs } from '../testing/arbitraries.ts'
import { nearestRank } from './nearest-rank.ts'
import { countAfter, findOldest, quantileAfter, remember, sizeMemory } from './size-memory.ts'

const capacity = 90
// Few sizes and times, so that equals are met and taken out again; enough orders to grow and to turn the ring.
const entries = fc.array(fc.record({ timeUs: fc.nat(12), size: fc.integer({ min: 1, max: 6 }) }), { maxLength: 300, size: 'max' })

describe('sizeMemory()', () => {
  it('ranks the last orders as sorting them does, whatever their age', () => {
    fc.assert(
      fc.property(
        entries,
        fc.integer({ min: -1, max: 12 }),
        fc.integer({ min: 1, max: 100 }),
        fc.boolean(),
        (series, cutUs, percent, looked) => {
          const memory = sizeMemory()
          for (const { timeUs, size } of series) remember(memory, capacity, timeUs, size)
          if (looked) findOldest(memory)
          const recent = series.slice(-capacity)
          const sizes = recent
            .filter(({ timeUs }) => timeUs > cutUs)
            .map(({ size }) => size)
            .sort((a, b) => a - b)
          const ranked = [...memory.ranked.subarray(0, memory.count)].map((slot) => memory.sizes[slot])
          expect(ranked).toEqual(recent.map(({ size }) => size).sort((a, b) => a - b))
          expect(countAfter(memory, cutUs)).toBe(sizes.length)
          expect(quantileAfter(memory, percent / 100, cutUs)).toBe(nearestRank(sizes, percent / 100))
        },
      ),
    )
  })

  it('never takes an order for younger than it is', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(timesUs, fc.nat(9)), { minLength: 1 }), (series) => {
        const memory = sizeMemory()
        for (const [timeUs, size] of series) remember(memory, 5, timeUs, size)
        const oldestUs = Math.min(...series.slice(-5).map(([timeUs]) => timeUs))
        expect(memory.oldestUs).toBeLessThanOrEqual(oldestUs)
        findOldest(memory)
        expect(memory.oldestUs).toBe(oldestUs)
      }),
    )
  })
})
