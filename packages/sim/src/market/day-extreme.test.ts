import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DayExtreme } from './day-extreme.ts'

const series = fc.array(fc.record({ laterMinutes: fc.nat(2), tick: fc.integer({ min: 1, max: 9 }), forget: fc.nat(5) }))

describe.each(['high', 'low'] as const)('DayExtreme(%s)', (which) => {
  it('is the extreme of all prices that are not forgotten', () => {
    fc.assert(
      fc.property(series, (prices) => {
        const extreme = new DayExtreme(which)
        let all: { startUs: number; tick: number }[] = []
        let startUs = 0
        for (const { laterMinutes, tick, forget } of prices) {
          startUs += laterMinutes
          extreme.add(startUs, tick)
          extreme.forget(startUs - forget)
          all = [...all, { startUs, tick }].filter((price) => price.startUs >= startUs - forget)
          const ticks = all.map((price) => price.tick)
          expect(extreme.tick).toBe(which === 'high' ? Math.max(...ticks) : Math.min(...ticks))
        }
      }),
    )
  })

  it('is unknown before the first price, and once all are forgotten', () => {
    const extreme = new DayExtreme(which)
    expect(extreme.tick).toBeUndefined()
    extreme.add(5, 10)
    extreme.forget(6)
    expect(extreme.tick).toBeUndefined()
  })
})
