import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Label, layoutLabels } from './label-layout.ts'

const bounds = { top: 0, bottom: 400, maxShift: 64 }

const labels: fc.Arbitrary<Label[]> = fc.array(
  fc.record({ at: fc.double({ min: -50, max: 450, noNaN: true }), height: fc.integer({ min: 10, max: 24 }), rank: fc.nat(5) }),
  { maxLength: 14 },
)

describe('layoutLabels(labels, bounds)', () => {
  it('lets no two touch and none leave its bounds', () => {
    fc.assert(
      fc.property(labels, (wanted) => {
        const places = layoutLabels(wanted, bounds)
        const boxes = wanted.flatMap(({ height }, i) =>
          places[i] === undefined ? [] : [[places[i] - height / 2, places[i] + height / 2] as const],
        )
        for (const [from, to] of boxes) expect(from >= -1e-6 && to <= 400 + 1e-6).toBe(true)
        for (const [i, a] of boxes.entries())
          for (const b of boxes.slice(i + 1)) expect(a[1] <= b[0] + 1e-6 || b[1] <= a[0] + 1e-6).toBe(true)
      }),
    )
  })

  it('leaves the first in rank where it wants to be, and pushes none farther than it may be', () => {
    fc.assert(
      fc.property(labels, (wanted) => {
        const places = layoutLabels(wanted, bounds)
        wanted.forEach(({ at }, i) => expect(Math.abs((places[i] ?? at) - at)).toBeLessThanOrEqual(64))
        const least = Math.min(...wanted.map(({ rank }) => rank))
        const first = wanted.findIndex(({ rank }) => rank === least)
        const label = wanted[first]
        if (label !== undefined && label.at >= 12 && label.at <= 388) expect(places[first]).toBe(label.at)
      }),
    )
  })

  it('pushes the edges of the value area off the last price', () => {
    const places = layoutLabels(
      [
        { at: 100, height: 20, rank: 3 },
        { at: 102, height: 20, rank: 0 },
        { at: 104, height: 20, rank: 1 },
      ],
      bounds,
    )
    expect(places).toEqual([82, 102, 122])
  })
})
