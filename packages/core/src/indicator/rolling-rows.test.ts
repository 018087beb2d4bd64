import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { timesUs } from '../testing/arbitraries.ts'
import { timedIndicatorContract } from '../testing/indicator-contract.ts'
import { rollingRows } from './rolling-rows.ts'

const widthUs = 10_000_000
const terms = 4
const sums = rollingRows({ widthUs, terms })
const values = fc.constantFrom(0, 0, 0, 1, -2, 0.5)
const events = fc.record({ timeUs: timesUs, row: fc.array(values, { minLength: terms, maxLength: terms }) })

describe('rollingRows({ widthUs, terms })', () => {
  timedIndicatorContract(
    {
      init: sums.init,
      step: (state, { timeUs, row }: { timeUs: number; row: number[] }) => sums.push(state, timeUs, Float64Array.from(row)),
      advance: sums.advance,
      read: (state) => [0, 1, 2, 3].map((term) => sums.sum(state, term)),
    },
    events,
  )

  it('equals plain sums over the events in the window', () => {
    fc.assert(
      fc.property(fc.array(events), fc.nat(20_000_000), (series, idleUs) => {
        const state = sums.init()
        for (const { timeUs, row } of series) sums.push(state, timeUs, Float64Array.from(row))
        const nowUs = Math.max(0, ...series.map(({ timeUs }) => timeUs)) + idleUs
        sums.advance(state, nowUs)
        const inside = series.filter(({ timeUs }) => timeUs > nowUs - widthUs)
        for (let term = 0; term < terms; term++) {
          expect(sums.sum(state, term)).toBe(inside.reduce((total, { row }) => total + row[term]!, 0))
        }
      }),
    )
  })

  it('takes the terms before a rank for 0', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(events, fc.nat(terms))), (series) => {
        const told = sums.init()
        const plain = sums.init()
        for (const [{ timeUs, row }, from] of series) {
          sums.push(told, timeUs, Float64Array.from(row), from)
          sums.push(
            plain,
            timeUs,
            Float64Array.from(row, (value, term) => (term < from ? 0 : value)),
          )
        }
        expect(told).toEqual(plain)
      }),
    )
  })

  it('is exactly zero when it is empty', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 1e-12, max: 1e20, noNaN: true }), { minLength: 2 }), (series) => {
        const state = sums.init()
        series.forEach((size, i) => sums.push(state, i, Float64Array.of(0, size, 0, 0)))
        sums.advance(state, widthUs + series.length)
        expect(sums.sum(state, 1)).toBe(0)
      }),
    )
  })

  it('refuses a window without width or terms', () => {
    expect(() => rollingRows({ widthUs: 0, terms: 1 })).toThrow(RangeError)
    expect(() => rollingRows({ widthUs: 1, terms: 0 })).toThrow(RangeError)
  })
})
