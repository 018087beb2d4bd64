import type { Side } from '@of/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bookHashOf, levelHash } from './book-hash.ts'
import { TickBook } from './book.ts'

const side = fc.constantFrom<Side>('bid', 'ask')
const changes = fc.array(fc.record({ side, tick: fc.integer({ min: 1, max: 12 }), lots: fc.nat(3) }))
const whole = fc.maxSafeNat()

function levelsOf(book: TickBook): { side: Side; tick: number; lots: number }[] {
  return (['bid', 'ask'] as const).flatMap((name) => [...book[name].levels()].map((level) => ({ side: name, ...level })))
}

describe('bookHashOf(levels)', () => {
  it('is what a book arrives at change by change', () => {
    fc.assert(
      fc.property(changes, (series) => {
        const book = new TickBook(() => {})
        for (const { side: name, tick, lots } of series) {
          book[name].set(tick, lots)
          expect(book.hash).toBe(bookHashOf(levelsOf(book)))
        }
      }),
    )
  })

  it('does not depend on the order of the levels', () => {
    const levels = fc.array(fc.record({ side, tick: whole, lots: whole }))
    fc.assert(
      fc.property(levels, (some) => {
        expect(bookHashOf(some.toReversed())).toBe(bookHashOf(some))
      }),
    )
  })

  it('is 0 for an empty book', () => {
    expect(bookHashOf([])).toBe(0)
  })
})

describe('levelHash(side, tick, lots)', () => {
  it('is a whole number below 2⁵²', () => {
    fc.assert(
      fc.property(side, whole, whole, (name, tick, lots) => {
        const hash = levelHash(name, tick, lots)
        expect(Number.isSafeInteger(hash) && hash >= 0 && hash < 4_503_599_627_370_496).toBe(true)
      }),
    )
  })

  it('differs for every side, price and size that lie together', () => {
    const hashes = new Set<number>()
    for (const name of ['bid', 'ask'] as const) {
      for (let tick = 1; tick <= 100; tick++) for (let lots = 1; lots <= 100; lots++) hashes.add(levelHash(name, tick, lots))
    }
    expect(hashes.size).toBe(20_000)
  })

  it('sees every bit of a price and of a size, those above 2³² too', () => {
    const bits = Array.from({ length: 53 }, (_, bit) => 2 ** bit)
    const hashes = bits.flatMap((bit) => [levelHash('bid', bit, 1), levelHash('ask', 1, bit)])
    expect(new Set(hashes).size).toBe(106)
  })

  it('spreads evenly: each bit is set in half of the hashes', () => {
    const hashes = Array.from({ length: 4000 }, (_, tick) => levelHash('bid', tick + 1, 5))
    for (let bit = 0; bit < 52; bit++) {
      const set = hashes.filter((hash) => Math.floor(hash / 2 ** bit) % 2 === 1).length
      expect(set / hashes.length).toBeCloseTo(0.5, 1)
    }
  })
})
