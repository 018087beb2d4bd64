import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MOST_PRODUCTS, planConnections } from './connection-plan.ts'

const products = fc.uniqueArray(fc.integer({ min: 0, max: 120 }).map(String), { maxLength: 100 })

describe('planConnections(before, products)', () => {
  it('fills one connection after the other', () => {
    const ids = Array.from({ length: 60 }, (_, n) => String(n))
    expect(planConnections([], ids).connections.map((held) => held.length)).toEqual([25, 25, 10])
  })

  it('carries every product once, no connection too many, and moves none that stays', () => {
    fc.assert(
      fc.property(products, products, (first, second) => {
        const before = planConnections([], first).connections
        const { connections, added, removed } = planConnections(before, second)
        expect(connections.flat().toSorted()).toEqual(second.toSorted())
        expect(Math.max(0, ...connections.map((held) => held.length))).toBeLessThanOrEqual(MOST_PRODUCTS)
        for (const product of second) {
          const was = before.findIndex((held) => held.includes(product))
          if (was >= 0) expect(connections[was]).toContain(product)
        }
        expect(removed.map(({ product }) => product).toSorted()).toEqual(first.filter((product) => !second.includes(product)).toSorted())
        for (const { connection, product } of added) expect(connections[connection]).toContain(product)
        expect(added.length).toBe(second.filter((product) => !first.includes(product)).length)
      }),
    )
  })
})
