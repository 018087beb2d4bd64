import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BookSide, type TickLevel } from './book.ts'

// Few prices, so that levels are met again, changed and taken away.
const changes = fc.array(fc.record({ tick: fc.integer({ min: 1, max: 12 }), lots: fc.integer({ min: 0, max: 3 }) }))

/** The same promise kept the slow, plain way. */
function plainLevels(side: 'bid' | 'ask', series: readonly TickLevel[]): TickLevel[] {
  const sizes = new Map<number, number>()
  for (const { tick, lots } of series) sizes.set(tick, lots)
  const outward = side === 'bid' ? -1 : 1
  return [...sizes]
    .map(([tick, lots]) => ({ tick, lots }))
    .filter(({ lots }) => lots > 0)
    .sort((a, b) => outward * (a.tick - b.tick))
}

describe.each(['bid', 'ask'] as const)('BookSide(%s)', (name) => {
  it('holds the same levels in the same order as a plain one', () => {
    fc.assert(
      fc.property(changes, (series) => {
        const side = new BookSide(name, () => {})
        for (const { tick, lots } of series) side.set(tick, lots)
        const levels = plainLevels(name, series)
        expect([...side.levels()]).toEqual(levels)
        expect(side.depth).toBe(levels.length)
        expect(side.best).toBe(levels[0]?.tick)
        expect(side.worst).toBe(levels.at(-1)?.tick)
      }),
    )
  })

  it('finds the nearest price that is not better than a given one, or else the best', () => {
    fc.assert(
      fc.property(changes, fc.integer({ min: 0, max: 13 }), (series, from) => {
        const side = new BookSide(name, () => {})
        for (const { tick, lots } of series) side.set(tick, lots)
        const levels = plainLevels(name, series)
        const notBetter = levels.find(({ tick }) => (name === 'bid' ? tick <= from : tick >= from))
        expect(side.atOrBehind(from)).toBe((notBetter ?? levels[0])?.tick)
      }),
    )
  })

  it('goes outward from a price, and knows what lies further out', () => {
    const side = new BookSide(name, () => {})
    const further = name === 'bid' ? 7 : 13
    expect(side.behind(10, 3)).toBe(further)
    expect([side.isBehind(further, 10), side.isBehind(10, further), side.isBehind(10, 10)]).toEqual([true, false, false])
  })

  it('tells of every price that was set', () => {
    const told: unknown[] = []
    const side = new BookSide(name, (...what) => told.push(what))
    side.set(5, 2)
    side.set(5, 0)
    expect(told).toEqual([
      [name, 5],
      [name, 5],
    ])
  })
})
