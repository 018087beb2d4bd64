import { bookView, type Wall } from '@of/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { GoneWalls } from './gone-walls.ts'
import { STEP_US } from './heat.ts'

const wall: Wall = { side: 'bid', price: 99, size: 10, notional: 990, sinceUs: 0 }
const bookWith = (size: number) =>
  bookView(
    size > 0
      ? [
          { price: 99.5, size: 1 },
          { price: 99, size },
        ]
      : [],
    [{ price: 101, size: 3 }],
  )
const trade = { id: 1, timeUs: STEP_US, price: 99, size: 2, aggressor: 'sell' as const }

/** A wall seen once, then trades, then a step at which it is a wall no more. */
function after(trades: readonly (typeof trade | (Omit<typeof trade, 'aggressor'> & { aggressor: 'buy' }))[], left: number): GoneWalls {
  const walls = new GoneWalls()
  walls.onStep(STEP_US, bookWith(10), [wall])
  walls.onTrades(trades)
  walls.onStep(2 * STEP_US, bookWith(left), [])
  return walls
}

describe('gone walls', () => {
  it('say how much was filled, how much was left, and since when', () => {
    const gone = { side: 'bid', price: 99, size: 10, notional: 990, filled: 4, left: 1, sinceUs: 0, goneUs: 2 * STEP_US }
    expect(after([trade, trade], 1).between(0, Infinity)).toEqual([gone])
  })

  it('count what takers of the other side traded at their price, and nothing else', () => {
    const others = [
      { ...trade, aggressor: 'buy' as const },
      { ...trade, price: 99.5 },
    ]
    expect(after(others, 0).between(0, Infinity)[0]?.filled).toBe(0)
  })

  it('have lost more than half of themselves: what only counts as a wall no more has not vanished', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20 }), (halves) => {
        const left = halves / 2
        expect(
          after([], left)
            .between(0, Infinity)
            .map((gone) => gone.left),
        ).toEqual(left < 5 ? [left] : [])
      }),
      { numRuns: 50 },
    )
  })

  it('are not made up where the book was lost meanwhile', () => {
    const walls = new GoneWalls()
    walls.onStep(STEP_US, bookWith(10), [wall])
    walls.onStep(2 * STEP_US, undefined, [])
    walls.onStep(3 * STEP_US, bookWith(0), [])
    expect(walls.between(0, Infinity)).toEqual([])
  })

  it('have the most that rested while they stood, and belong to the step in which they went', () => {
    const walls = new GoneWalls()
    for (const [at, size] of [12, 8].entries()) walls.onStep((at + 1) * STEP_US, bookWith(size), [{ ...wall, size }])
    const next = new GoneWalls(structuredClone(walls.state))
    next.onStep(3 * STEP_US, bookWith(0), [])
    expect(next.between(2 * STEP_US, 3 * STEP_US)).toMatchObject([{ size: 12, notional: 1_188, filled: 0, left: 0 }])
    expect(next.between(0, 2 * STEP_US)).toEqual([])
  })
})
