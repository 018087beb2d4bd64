import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decimalsOf, fixed, signed } from './number.ts'

describe('fixed(value, decimals)', () => {
  it.each([
    [104_200.32, 2, '104,200.32'],
    [999.999, 2, '1,000.00'],
    [1_234_567, 0, '1,234,567'],
    [0.0001234, 4, '0.0001'],
    [-1_204.5, 1, '−1,204.5'],
    [-0.001, 2, '0.00'],
    [-0, 2, '0.00'],
  ])('writes %f with %i decimals as %s', (value, decimals, text) => {
    expect(fixed(value, decimals)).toBe(text)
  })

  it('says the same number as toFixed once commas and minus sign are taken back', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e12, max: 1e12, noNaN: true }), fc.nat(8), (value, decimals) => {
        const text = fixed(value, decimals)
        expect(Number(text.replaceAll(',', '').replace('−', '-')) + 0).toBe(Number(value.toFixed(decimals)) + 0)
        expect(text).toMatch(/^−?\d{1,3}(,\d{3})*(\.\d+)?$/)
      }),
    )
  })
})

describe('signed(value, decimals)', () => {
  it.each([
    [0.149, 3, '+0.149'],
    [0, 3, '+0.000'],
    [-0.0001, 3, '+0.000'],
    [0, 0, '0'],
    [20, 0, '+20'],
    [-15, 0, '−15'],
  ])('writes %f with %i decimals as %s', (value, decimals, text) => {
    expect(signed(value, decimals)).toBe(text)
  })
})

describe('decimalsOf(value)', () => {
  it.each([
    [65, 0],
    [0.5, 1],
    [1.645, 3],
    [-0.15, 2],
    [1 / 3, 8],
  ])('finds that %f needs its decimals: %i', (value, decimals) => {
    expect(decimalsOf(value)).toBe(decimals)
  })
})
