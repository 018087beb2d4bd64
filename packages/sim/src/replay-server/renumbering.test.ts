import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Renumbering } from './renumbering.ts'

describe('Renumbering', () => {
  it('numbers what is wanted without a hole for what is not', () => {
    const numbers = new Renumbering()
    expect(numbers.wanted('a', 40)).toBe(0)
    numbers.passedOver('a', 41)
    numbers.passedOver('a', 42)
    expect([numbers.wanted('a', 43), numbers.own(), numbers.wanted('a', 44)]).toStrictEqual([1, 2, 3])
  })

  it('keeps the holes of every recorded connection, also before what is not wanted', () => {
    const numbers = new Renumbering()
    expect([numbers.wanted('a', 0), numbers.wanted('b', 7)]).toStrictEqual([0, 1])
    expect(numbers.wanted('a', 3)).toBe(4)
    numbers.passedOver('b', 10)
    expect(numbers.wanted('b', 11)).toBe(7)
  })

  it('has no hole before the first frame', () => {
    const numbers = new Renumbering()
    numbers.passedOver('a', 0)
    numbers.passedOver('a', 9)
    expect(numbers.wanted('a', 10)).toBe(0)
  })

  it('gives what came late, or twice, a number that has passed', () => {
    const numbers = new Renumbering()
    expect([0, 1, 3].map((sequence) => numbers.wanted('a', sequence))).toStrictEqual([0, 1, 3])
    expect([numbers.wanted('a', 2), numbers.wanted('a', 3)]).toStrictEqual([2, 3])
    expect(numbers.wanted('a', 4)).toBe(4)
    expect(new Renumbering().wanted('a', 4)).toBe(0)
  })

  it('has a hole where a recorded connection was lost', () => {
    const numbers = new Renumbering()
    numbers.lost('a')
    expect(numbers.wanted('a', 0)).toBe(0)
    numbers.lost('a')
    numbers.lost('a')
    expect(numbers.wanted('a', 0)).toBe(2)
  })

  it('is what it was for a client who wants everything of one connection that begins at 0', () => {
    const steps = fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1 })
    fc.assert(
      fc.property(steps, (gaps) => {
        const numbers = new Renumbering()
        let sequence = 0
        const recorded = [0, ...gaps.map((gap) => (sequence += gap))]
        expect(recorded.map((number) => numbers.wanted('a', number))).toStrictEqual(recorded)
      }),
    )
  })
})
