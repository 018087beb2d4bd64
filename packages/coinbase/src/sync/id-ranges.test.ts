import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { appendIds, type IdRanges, noIds, takeId } from './id-ranges.ts'

function membersOf({ ranges }: IdRanges): number[] {
  return ranges.flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, i) => from + i))
}

describe('appendIds(ids, from, to), takeId(ids, id)', () => {
  it('hold the same ids as a plain set', () => {
    const runs = fc.array(fc.record({ gap: fc.integer({ min: 1, max: 3 }), length: fc.integer({ min: 1, max: 5 }) }), { maxLength: 8 })
    fc.assert(
      fc.property(runs, fc.array(fc.nat(50)), (appended, taken) => {
        const ids = noIds()
        const plain = new Set<number>()
        let next = 0
        for (const { gap, length } of appended) {
          const from = next + gap
          next = from + length
          appendIds(ids, from, next - 1)
          for (let id = from; id < next; id++) plain.add(id)
        }
        for (const id of taken) {
          expect(takeId(ids, id)).toBe(plain.delete(id))
          expect(membersOf(ids)).toEqual([...plain].sort((a, b) => a - b))
        }
        expect(ids.forgotten).toBe(0)
      }),
    )
  })

  it('forget the oldest range beyond ten thousand, and count its ids', () => {
    const ids = noIds()
    for (let i = 0; i < 10_001; i++) appendIds(ids, 10 * i, 10 * i + 2)
    expect(ids.ranges).toHaveLength(10_000)
    expect(ids.forgotten).toBe(3)
    expect(takeId(ids, 1)).toBe(false)
    expect(takeId(ids, 21)).toBe(true)
    expect(ids.ranges).toHaveLength(10_000)
    expect(ids.forgotten).toBe(6)
  })
})
