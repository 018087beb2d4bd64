import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Level, Side } from '../market.ts'
import { levelChanges } from '../testing/arbitraries.ts'
import { Ladder } from './ladder.ts'

/** The same promise kept the slow, plain way. */
class PlainLadder {
  readonly #sizes = new Map<number, number>()
  readonly #outward: number

  constructor(side: Side) {
    this.#outward = side === 'bid' ? -1 : 1
  }

  set(price: number, size: number): void {
    if (size === 0) this.#sizes.delete(price)
    else this.#sizes.set(price, size)
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
      fc.property(fc.array(levelChanges), (changes) => {
        const ladder = new Ladder(side)
        const plain = new PlainLadder(side)
        for (const { price, size } of changes) {
          ladder.set(price, size)
          plain.set(price, size)
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
            ladder.set(price, stroke.size)
            plain.set(price, stroke.size)
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
})
