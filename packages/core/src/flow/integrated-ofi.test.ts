import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fold, scan } from '../indicator/indicator.ts'
import { golden } from '../testing/golden-stream.ts'
import { indicatorContract } from '../testing/indicator-contract.ts'
import { deepOfi, deepOfiTerms } from './deep-ofi.ts'
import { type DeepWindow, integrate, integratedOfi } from './integrated-ofi.ts'
import { firstPrincipal } from './principal.ts'
import { goldenQuotes, goldenTops } from './testing/golden.ts'

const LEVELS = 5
const WINDOW_US = 10_000_000

const triples = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 3, maxLength: 3 })
const windows: fc.Arbitrary<DeepWindow> = fc.record({ ofi: triples, depth: fc.integer({ min: 1, max: 9 }) })

describe('firstPrincipal(covariance, dimensions)', () => {
  it('is the axis of the largest variance where none vary together', () => {
    const { explained, weights } = firstPrincipal([1, 0, 0, 3], 2)!
    expect([[...weights], explained]).toEqual([[0, 1], 0.75])
  })

  it('is the diagonal where two vary as one', () => {
    const { explained, weights } = firstPrincipal([2, 2, 2, 2], 2)!
    expect(weights[0]).toBeCloseTo(0.5, 14)
    expect(weights[1]).toBeCloseTo(0.5, 14)
    expect(explained).toBeCloseTo(1, 14)
  })

  it('is none where nothing varies', () => {
    expect(firstPrincipal([0, 0, 0, 0], 2)).toBeUndefined()
  })

  it('is a direction that no other beats', () => {
    const others = [[1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 1], [1, -1, 0]] // prettier-ignore
    fc.assert(
      fc.property(fc.array(triples, { minLength: 4, maxLength: 12 }), (rows) => {
        const products = Array.from({ length: 9 }, (_, at) => rows.reduce((sum, row) => sum + row[Math.floor(at / 3)]! * row[at % 3]!, 0))
        const principal = firstPrincipal(products, 3)
        if (principal === undefined) return
        const total = products[0]! + products[4]! + products[8]!
        const share = (direction: ArrayLike<number>): number => {
          const along = rows.reduce((sum, row) => sum + integrate(row, direction) * integrate(row, direction), 0)
          return along / integrate(direction, direction) / total
        }
        expect(share(principal.weights)).toBeCloseTo(principal.explained, 9)
        for (const other of others) expect(share(other)).toBeLessThanOrEqual(principal.explained + 1e-9)
      }),
      { numRuns: 50 },
    )
  })
})

describe('integratedOfi()', () => {
  indicatorContract(integratedOfi({ levels: 3, minWindows: 2 }), windows)

  it('weighs the windows of the golden stream as the reference does, once it has seen them all', () => {
    const depth = golden.integrated_ofi.Q
    const deep = goldenWindows().map((ofi) => ({ ofi, depth }))
    const measure = integratedOfi({ levels: LEVELS })
    const state = measure.init()
    for (const window of deep) measure.step(state, window)
    // The weights of the window after the last are those of all of them.
    const { explained, weights } = firstPrincipal(state.products, LEVELS)!
    expect(explained).toBeCloseTo(golden.integrated_ofi.explained, 11)
    golden.integrated_ofi.weights_l1.forEach((weight, level) => expect(weights[level]).toBeCloseTo(weight, 11))
    const scaled = deep.slice(0, 3).map(({ ofi }) => integrate(ofi, weights) / depth)
    golden.integrated_ofi.first3.forEach((value, at) => expect(scaled[at]).toBeCloseTo(value, 9))
  })

  it('knows of a window nothing but those before it', () => {
    const measure = integratedOfi({ levels: 3, minWindows: 3 })
    fc.assert(
      fc.property(fc.array(windows, { minLength: 1, maxLength: 12 }), fc.array(windows), (past, future) => {
        const alone = [...scan(measure, past)]
        expect([...scan(measure, [...past, ...future])].slice(0, past.length)).toEqual(alone)
        expect(alone.slice(0, 3)).toEqual(alone.slice(0, 3).map(() => undefined))
      }),
      { numRuns: 50 },
    )
  })

  it('is the imbalance itself, in units of depth, where there is one level', () => {
    const series = [3, -1, 4].map((ofi) => ({ ofi: [ofi], depth: 2 }))
    expect(fold(integratedOfi({ levels: 1, minWindows: 2 }), series)).toEqual({ value: 2, explained: 1 })
  })
})

function goldenWindows(): Float64Array[] {
  const count = Math.floor((golden.stream.last_ts * 1000) / WINDOW_US)
  const sums = Array.from({ length: count }, () => new Float64Array(LEVELS))
  const state = deepOfi({ levels: LEVELS }).init()
  const terms = new Float64Array(LEVELS)
  goldenTops.forEach((top, row) => {
    deepOfiTerms(state, top, terms)
    const window = sums[Math.ceil(goldenQuotes[row]!.timeUs / WINDOW_US) - 1]
    if (window !== undefined) terms.forEach((term, level) => (window[level]! += term))
  })
  return sums
}
