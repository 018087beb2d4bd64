import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { apart } from '../book/testing/apart.ts'
import { fold } from '../indicator/indicator.ts'
import { HOUR_US, SECOND_US } from '../market.ts'
import { sizes, timesUs } from '../testing/arbitraries.ts'
import { timedIndicatorContract } from '../testing/indicator-contract.ts'
import { momentumLabel, ofiMomentum } from './ofi-momentum.ts'
import type { OfiTerm } from './ofi-window.ts'

const halfLifeUs = 30 * SECOND_US
const momentum = ofiMomentum({ halfLifeUs, warmUpUs: 0, minEvents: 1 })
const terms: fc.Arbitrary<OfiTerm> = fc.record({
  timeUs: timesUs,
  e: fc.oneof(
    fc.constant(0),
    sizes,
    sizes.map((size) => -size),
  ),
})

/** One buy a second for as long as given. */
const steady = (count: number): OfiTerm[] => Array.from({ length: count }, (_, second) => ({ timeUs: second * SECOND_US, e: 1 }))

describe('ofiMomentum({ halfLifeUs, warmUpUs, minEvents })', () => {
  timedIndicatorContract(ofiMomentum({ warmUpUs: 10 * SECOND_US, minEvents: 3 }), terms)

  it('equals the plain weighted sums, late terms by their own age', () => {
    fc.assert(
      fc.property(fc.array(terms), (series) => {
        const nowUs = Math.max(0, ...series.map(({ timeUs }) => timeUs))
        const weighted = series.map(({ timeUs, e }) => e * 2 ** ((timeUs - nowUs) / halfLifeUs))
        const sum = (of: (term: number) => number): number => weighted.reduce((total, term) => total + of(term), 0)
        const absolute = sum(Math.abs)
        const reading = fold(momentum, series)
        expect(apart(reading?.momentum, absolute === 0 ? undefined : sum((term) => term) / absolute)).toBeLessThan(1e-9)
        expect(apart(reading?.z, absolute === 0 ? undefined : sum((term) => term) / Math.sqrt(sum((term) => term * term)))).toBeLessThan(
          1e-9,
        )
      }),
    )
  })

  it('lies between -1 and 1', () => {
    fc.assert(
      fc.property(fc.array(terms), (series) => {
        expect(Math.abs(fold(momentum, series)?.momentum ?? 0)).toBeLessThanOrEqual(1)
      }),
    )
  })

  it('changes sign with the terms', () => {
    fc.assert(
      fc.property(fc.array(terms), (series) => {
        const reading = fold(momentum, series)
        const turned = fold(
          momentum,
          series.map(({ timeUs, e }) => ({ timeUs, e: -e })),
        )
        expect(turned).toEqual(reading && { momentum: 0 - reading.momentum, z: 0 - reading.z })
      }),
    )
  })

  it('weighs a term half after a half-life', () => {
    const reading = fold(momentum, [
      { timeUs: 0, e: 2 },
      { timeUs: halfLifeUs, e: -2 },
    ])
    expect(reading?.momentum).toBeCloseTo(-1 / 3, 12)
    expect(reading?.z).toBeCloseTo(-1 / Math.sqrt(5), 12)
  })

  it('knows no value until a minute has passed and twenty terms were not zero', () => {
    const standard = ofiMomentum()
    const state = standard.init()
    for (const term of steady(19)) standard.step(state, term)
    standard.step(state, { timeUs: 59 * SECOND_US, e: 0 })
    standard.advance(state, 60 * SECOND_US)
    expect(standard.read(state)).toBeUndefined()
    standard.step(state, { timeUs: 60 * SECOND_US, e: 1 })
    expect(standard.read(state)?.momentum).toBe(1)

    const early = standard.init()
    for (const term of steady(30)) standard.step(early, term)
    standard.advance(early, 60 * SECOND_US - 1)
    expect(standard.read(early)).toBeUndefined()
    standard.advance(early, 60 * SECOND_US)
    expect(standard.read(early)?.momentum).toBe(1)
  })

  it('is not moved by hours of silence or of terms of zero', () => {
    const state = momentum.init()
    for (const term of steady(5)) momentum.step(state, term)
    momentum.step(state, { timeUs: 5 * SECOND_US, e: -2 })
    const before = momentum.read(state)
    for (let hour = 1; hour <= 200; hour++) momentum.step(state, { timeUs: hour * HOUR_US, e: 0 })
    expect(momentum.read(state)).toEqual(before)
    momentum.step(state, { timeUs: 300 * HOUR_US, e: -3 })
    expect(momentum.read(state)).toEqual({ momentum: -1, z: -1 })
    momentum.step(state, { timeUs: 0, e: 5 })
    expect(momentum.read(state)).toEqual({ momentum: -1, z: -1 })
  })

  it('refuses impossible options', () => {
    expect(() => ofiMomentum({ halfLifeUs: 0 })).toThrow('ofiMomentum: halfLifeUs must be above 0, was 0')
    expect(() => ofiMomentum({ warmUpUs: -1 })).toThrow(RangeError)
    expect(() => ofiMomentum({ minEvents: 0 })).toThrow(RangeError)
  })
})

describe('momentumLabel(momentum)', () => {
  it.each([
    [0.1, 'neutral'],
    [-0.1, 'neutral'],
    [0.11, 'buying'],
    [-0.11, 'selling'],
  ])('calls %s %s', (value, label) => {
    expect(momentumLabel(value)).toBe(label)
  })
})
