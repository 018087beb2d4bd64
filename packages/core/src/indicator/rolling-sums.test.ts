import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sizes, timesUs } from '../testing/arbitraries.ts'
import { timedIndicatorContract } from '../testing/indicator-contract.ts'
import { rollingSums } from './rolling-sums.ts'

const widthUs = 10_000_000
const sums = rollingSums({ widthUs, terms: 2 })
const events = fc.record({ timeUs: timesUs, size: sizes })

describe('rollingSums({ widthUs, terms })', () => {
  timedIndicatorContract(
    {
      init: sums.init,
      step: (state, { timeUs, size }: { timeUs: number; size: number }) => sums.push(state, timeUs, size, -size),
      advance: sums.advance,
      read: (state) => [sums.count(state), sums.sum(state, 0), sums.sum(state, 1)],
    },
    events,
  )

  it('equals a plain sum over the events in the window', () => {
    fc.assert(
      fc.property(fc.array(events), fc.nat(20_000_000), (series, idleUs) => {
        const state = sums.init()
        let nowUs = 0
        for (const { timeUs, size } of series) {
          sums.push(state, timeUs, size, 2 * size)
          nowUs = Math.max(nowUs, timeUs)
        }
        nowUs += idleUs
        sums.advance(state, nowUs)
        const inside = series.filter(({ timeUs }) => timeUs > nowUs - widthUs)
        const plain = inside.reduce((total, { size }) => total + size, 0)
        expect(sums.count(state)).toBe(inside.length)
        expect(sums.sum(state, 0)).toBeCloseTo(plain, 12)
        expect(sums.sum(state, 1)).toBeCloseTo(2 * plain, 12)
      }),
    )
  })

  it('feels nothing of a whale that has left', () => {
    const state = sums.init()
    sums.push(state, 1, 1e12)
    for (let i = 0; i < 3; i++) sums.push(state, widthUs + i, 1e-8)
    sums.advance(state, widthUs + 3)
    expect(sums.sum(state, 0)).toBeCloseTo(3e-8, 20)
  })

  it('agrees with a recomputation after a million events', () => {
    const narrow = rollingSums({ widthUs: 5_000, terms: 1 })
    const state = narrow.init()
    const recent: number[] = []
    for (let i = 1; i <= 1_000_000; i++) {
      const size = ((i * 7919) % 10_007) / 1e8 + (i % 97 === 0 ? 1_000 : 0)
      narrow.push(state, i * 10, size)
      recent.push(size)
      if (recent.length > 500) recent.shift()
    }
    const plain = recent.reduce((total, size) => total + size, 0)
    expect(narrow.sum(state, 0)).toBeCloseTo(plain, 9)
  })

  it('is exactly zero when it is empty', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 1e-12, max: 1e20, noNaN: true }), { minLength: 2 }), (series) => {
        const state = sums.init()
        series.forEach((size, i) => sums.push(state, i, size))
        sums.advance(state, widthUs + series.length)
        expect(sums.sum(state, 0)).toBe(0)
      }),
    )
  })

  it('refuses a window without width or terms', () => {
    expect(() => rollingSums({ widthUs: 0, terms: 1 })).toThrow(RangeError)
    expect(() => rollingSums({ widthUs: 1, terms: 0 })).toThrow(RangeError)
    expect(() => rollingSums({ widthUs: 1, terms: 5 })).toThrow(RangeError)
  })
})
