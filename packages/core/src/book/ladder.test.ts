import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Level, Side } from '../market.ts'
import { levelChanges as levelChange } from '../testing/arbitraries.ts'
import { Ladder } from './ladder.ts'
import { levelChanges } from './level-changes.ts'

/** The same promise kept the slow, plain way. */
class PlainLadder {
  readonly #sizes = new Map<number, number>()
  readonly #outward: number

  constructor(side: Side) {
    this.#outward = side === 'bid' ? -1 : 1
  }

  set(price: number, size: number): number {
    const before = this.#sizes.get(price) ?? 0
    if (size === 0) this.#sizes.delete(price)
    else this.#sizes.set(price, size)
    return before
  }

  get levels(): Level[] {
    return [...this.#sizes].map(([price, size]) => ({ price, size })).sort((a, b) => this.#outward * (a.price - b.price))
  }
}

/** Many changes in one go, evenly spaced over a wheel of prices: a stride of 1 fills or clears a stretch, others scatter. */
interface Stroke {
  readonly from: number
  readonly stride: number
  readonly count: number
  readonly size: number
}

const WHEEL = 4_001

const strokes: fc.Arbitrary<Stroke> = fc.record({
  from: fc.nat(WHEEL - 1),
  stride: fc.constantFrom(1, 1, WHEEL - 1, 2, 617),
  count: fc.integer({ min: 1, max: 1_000 }),
  size: fc.constantFrom(0, 0, 0.5, 2),
})

function pricesOf({ from, stride, count }: Stroke): number[] {
  return Array.from({ length: count }, (_, i) => 100 + ((from + i * stride) % WHEEL) / 100)
}

function levelsOf(ladder: Ladder): Level[] {
  const levels: Level[] = []
  ladder.walk((price, size) => levels.push({ price, size }) > 0)
  return levels
}

/** All that can be seen of a ladder, and what should be. */
function seen(ladder: Ladder): object {
  return { levels: levelsOf(ladder), depth: ladder.depth, bestPrice: ladder.bestPrice, bestSize: ladder.bestSize }
}

function expected({ levels }: PlainLadder): object {
  return { levels, depth: levels.length, bestPrice: levels[0]?.price, bestSize: levels[0]?.size }
}

describe.each(['bid', 'ask'] as const)('Ladder(%s)', (side) => {
  it('holds the same few levels as a plain ladder after every change', () => {
    fc.assert(
      fc.property(fc.array(levelChange), (changes) => {
        const ladder = new Ladder(side)
        const plain = new PlainLadder(side)
        for (const { price, size } of changes) {
          expect(ladder.set(price, size)).toBe(plain.set(price, size))
          expect(seen(ladder)).toEqual(expected(plain))
        }
      }),
    )
  })

  it('holds the same thousands of levels as a plain ladder while they come and go', () => {
    fc.assert(
      fc.property(fc.array(strokes, { minLength: 2, maxLength: 7 }), (series) => {
        const ladder = new Ladder(side)
        const plain = new PlainLadder(side)
        for (const stroke of series) {
          for (const price of pricesOf(stroke)) {
            if (ladder.set(price, stroke.size) !== plain.set(price, stroke.size)) throw new Error(`another size was at ${price}`)
          }
          expect(seen(ladder)).toEqual(expected(plain))
        }
      }),
    )
  })

  it('has the next level as its best when the best ones are taken away one by one', () => {
    const outward = side === 'bid' ? -1 : 1
    const ladder = new Ladder(side)
    for (let rank = 0; rank <= 1_000; rank++) ladder.set(5_000 + outward * rank, 1 + rank)
    const bests: unknown[] = []
    for (let rank = 0; rank < 1_000; rank++) {
      ladder.set(5_000 + outward * rank, 0)
      bests.push([ladder.bestPrice, ladder.bestSize])
    }
    expect(bests).toEqual(Array.from({ length: 1_000 }, (_, rank) => [5_000 + outward * (rank + 1), 2 + rank]))
  })

  it('finds any level by its price and by its rank', () => {
    fc.assert(
      fc.property(fc.array(strokes, { minLength: 1, maxLength: 4 }), fc.nat(WHEEL - 1), fc.nat(WHEEL), (series, ticks, rank) => {
        const ladder = new Ladder(side)
        const plain = new PlainLadder(side)
        for (const stroke of series) {
          for (const price of pricesOf(stroke)) {
            ladder.set(price, stroke.size)
            plain.set(price, stroke.size)
          }
        }
        const price = 100 + ticks / 100
        expect(ladder.sizeAt(price)).toBe(plain.levels.find((level) => level.price === price)?.size ?? 0)
        expect(ladder.at(rank)).toEqual(plain.levels[rank])
        expect(ladder.at(ladder.depth - 1)).toEqual(plain.levels.at(-1))
        expect(ladder.at(-1)).toBeUndefined()
      }),
    )
  })

  it('tells prices apart that differ in the last bit', () => {
    const ladder = new Ladder(side)
    ladder.set(0.3, 1)
    ladder.set(0.1 + 0.2, 2)
    expect([ladder.depth, ladder.sizeAt(0.3), ladder.sizeAt(0.1 + 0.2)]).toEqual([2, 1, 2])
  })

  it('stops walking when a visit returns false', () => {
    const ladder = new Ladder(side)
    for (let price = 1; price <= 1_000; price++) ladder.set(price, 1)
    let visits = 0
    ladder.walk(() => {
      visits += 1
      return visits < 300
    })
    expect(visits).toBe(300)
  })

  it('is empty after clear(), and can be filled again', () => {
    const ladder = new Ladder(side)
    for (let price = 1; price <= 1_000; price++) ladder.set(price, 1)
    ladder.clear()
    expect([ladder.depth, ladder.bestPrice, ladder.bestSize, ladder.at(0), levelsOf(ladder)]).toEqual([
      0,
      undefined,
      undefined,
      undefined,
      [],
    ])
    ladder.set(7, 3)
    expect(levelsOf(ladder)).toEqual([{ price: 7, size: 3 }])
  })

  it('holds what a plain ladder holds while levels leave and come back among each other', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(299), fc.constantFrom(0, 0, 0, 1, 2)), { minLength: 300, maxLength: 900 }), (changes) => {
        const ladder = new Ladder(side)
        const plain = new PlainLadder(side)
        changes.forEach(([ticks, size], i) => {
          expect(ladder.set(1 + ticks, size)).toBe(plain.set(1 + ticks, size))
          if (i % 50 === 0) expect(seen(ladder)).toEqual(expected(plain))
        })
        expect(seen(ladder)).toEqual(expected(plain))
      }),
      { numRuns: 30 },
    )
  })

  it('holds the rows of its side after replace(changes), in any order, the last of a price', () => {
    const order = fc.constantFrom('best first', 'worst first', 'as they come')
    fc.assert(
      fc.property(fc.array(levelChange), fc.array(levelChange, { maxLength: 400 }), order, (before, snapshot, sorted) => {
        const outward = (side === 'bid' ? -1 : 1) * (sorted === 'best first' ? 1 : -1)
        const rows = sorted === 'as they come' ? snapshot : snapshot.toSorted((a, b) => outward * (a.price - b.price))
        const ladder = new Ladder(side)
        const plain = new PlainLadder(side)
        for (const { price, size } of before) ladder.set(price, size)
        ladder.replace(levelChanges(rows))
        for (const { side: of, price, size } of rows) if (of === side) plain.set(price, size)
        expect(seen(ladder)).toEqual(expected(plain))
      }),
    )
  })

  it('takes changes to a long snapshot like a plain ladder', () => {
    const outward = side === 'bid' ? -1 : 1
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), fc.array(strokes, { minLength: 1, maxLength: 4 }), (count, series) => {
        const ladder = new Ladder(side)
        const plain = new PlainLadder(side)
        const rows = Array.from({ length: count }, (_, rank) => ({ side, price: 120 + (outward * rank) / 20, size: 1 + rank }))
        ladder.replace(levelChanges(rows))
        for (const { price, size } of rows) plain.set(price, size)
        for (const stroke of series) {
          for (const price of pricesOf(stroke)) {
            if (ladder.set(price, stroke.size) !== plain.set(price, stroke.size)) throw new Error(`another size was at ${price}`)
          }
        }
        expect(seen(ladder)).toEqual(expected(plain))
      }),
      { numRuns: 40 },
    )
  })

  it('takes prices from 1e-8 to 1e9 side by side', () => {
    const prices = [1e-8, 2e-8, 0.01, 0.1 + 0.2, 0.3, 1, 64_999.99, 65_000, 1e6, 1e9]
    const ladder = new Ladder(side)
    for (const price of prices) ladder.set(price, price)
    const bestFirst = side === 'bid' ? prices.toSorted((a, b) => b - a) : prices.toSorted((a, b) => a - b)
    expect(levelsOf(ladder)).toEqual(bestFirst.map((price) => ({ price, size: price })))
  })

  it('tells whether a level up to a price has changed since changes were forgotten', () => {
    const outward = side === 'bid' ? -1 : 1
    fc.assert(
      fc.property(fc.array(levelChange), fc.array(levelChange, { maxLength: 5 }), levelChange, (before, after, { price: upTo }) => {
        const ladder = new Ladder(side)
        for (const { price, size } of before) ladder.set(price, size)
        expect(ladder.hasChangedUpTo(upTo)).toBe(true)
        ladder.forgetChanges()
        expect(ladder.hasChangedUpTo(outward * Infinity)).toBe(false)
        const changed = after.filter(({ price, size }) => ladder.set(price, size) !== size).map(({ price }) => price)
        expect(ladder.hasChangedUpTo(upTo)).toBe(changed.some((price) => outward * price <= outward * upTo))
        expect(ladder.hasChangedUpTo(outward * Infinity)).toBe(changed.length > 0)
        ladder.clear()
        expect(ladder.hasChangedUpTo(upTo)).toBe(true)
      }),
    )
  })

  it.each([1_000, 10_000, 100_000])('takes at most 40 bytes a level at %d levels that come and go', (levels) => {
    const outward = side === 'bid' ? -1 : 1
    const ladder = new Ladder(side)
    const price = (rank: number): number => 1e6 + (outward * rank) / 100
    ladder.replace(levelChanges(Array.from({ length: levels }, (_, rank) => ({ side, price: price(2 * rank), size: 1 }))))
    for (let i = 0; i < levels; i++) {
      const rank = (i * 7_919) % levels
      ladder.set(price(2 * rank), 0)
      ladder.set(price(2 * rank + 1), 1)
    }
    expect(ladder.depth).toBe(levels)
    expect(ladder.byteLength / levels).toBeLessThanOrEqual(40)
  })
})
