import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { apart } from '../book/testing/apart.ts'
import { SECOND_US } from '../market.ts'
import { sizes, timesUs } from '../testing/arbitraries.ts'
import { golden } from '../testing/golden-stream.ts'
import { timedIndicatorContract } from '../testing/indicator-contract.ts'
import { ofi, ofiTerm } from './ofi.ts'
import { type OfiTerm, ofiWindow, type OfiWindowReading } from './ofi-window.ts'
import { goldenQuotes } from './testing/golden.ts'

const widthUs = 10 * SECOND_US
const window = ofiWindow()
const terms: fc.Arbitrary<OfiTerm> = fc.record({
  timeUs: timesUs,
  e: fc.oneof(
    fc.constant(0),
    sizes,
    sizes.map((size) => -size),
  ),
})

const turn = ({ timeUs, e }: OfiTerm): OfiTerm => ({ timeUs, e: 0 - e })

function read(series: readonly OfiTerm[], nowUs: number): OfiWindowReading | undefined {
  const state = window.init()
  for (const term of series) window.step(state, term)
  window.advance(state, nowUs)
  return window.read(state)
}

describe('ofiWindow({ widthUs })', () => {
  timedIndicatorContract(window, terms)

  it('equals the plain sums over the window and the one before it', () => {
    fc.assert(
      fc.property(fc.array(terms, { minLength: 1 }), fc.nat(25 * SECOND_US), (series, idleUs) => {
        const times = series.map(({ timeUs }) => timeUs)
        const nowUs = Math.max(...times) + idleUs
        const within = (fromUs: number, untilUs: number): number =>
          series.filter(({ timeUs }) => timeUs > fromUs && timeUs <= untilUs).reduce((total, { e }) => total + e, 0)
        const reading = read(series, nowUs)
        expect(reading?.ofi).toBeCloseTo(within(nowUs - widthUs, nowUs), 9)
        const before = Math.min(...times) > nowUs - widthUs ? undefined : within(nowUs - 2 * widthUs, nowUs - widthUs)
        expect(apart(reading?.before, before)).toBeLessThan(1e-9)
      }),
    )
  })

  it('changes sign with the terms', () => {
    fc.assert(
      fc.property(fc.array(terms, { minLength: 1 }), (series) => {
        const reading = read(series, 0)!
        const turned = read(series.map(turn), 0)!
        expect(turned.ofi).toBe(0 - reading.ofi)
        expect(turned.before).toBe(reading.before === undefined ? undefined : 0 - reading.before)
      }),
    )
  })

  it('sees a small window before in spite of a whale in the present one', () => {
    const series = [
      { timeUs: 0, e: 1e-8 },
      { timeUs: 5, e: 2e-8 },
      { timeUs: widthUs + 6, e: 1e12 },
    ]
    expect(read(series, widthUs + 7)).toEqual({ ofi: 1e12, before: 1e-8 + 2e-8 })
  })

  it('knows no value before the first term', () => {
    expect(read([], 5 * SECOND_US)).toBeUndefined()
    expect(read([{ timeUs: 3, e: 2 }], 3 + widthUs - 1)).toEqual({ ofi: 2, before: undefined })
    expect(read([{ timeUs: 3, e: 2 }], 3 + widthUs)).toEqual({ ofi: 0, before: 2 })
  })

  it('matches the reference on the golden stream', () => {
    const flow = ofi.init()
    const state = window.init()
    const sums: number[] = []
    for (const quote of goldenQuotes) {
      while (quote.timeUs > (sums.length + 1) * widthUs) {
        window.advance(state, (sums.length + 1) * widthUs)
        sums.push(window.read(state)!.ofi)
      }
      const e = ofiTerm(flow, quote)
      if (e !== undefined) window.step(state, { timeUs: quote.timeUs, e })
    }
    expect(sums).toHaveLength(golden.ofi_10s.n)
    expect(sums.slice(0, 5)).toEqual(golden.ofi_10s.first5)
  })

  it('refuses a window without width', () => {
    expect(() => ofiWindow({ widthUs: 0 })).toThrow(RangeError)
  })
})
