import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decimal } from './decimal.ts'

describe('decimal(units, places)', () => {
  it.each<[number, number, string]>([
    [10_000_000, 2, '100000'],
    [10_000_001, 2, '100000.01'],
    [390_010, 2, '3900.1'],
    [1, 8, '0.00000001'],
    [0, 8, '0'],
    [700_000_000, 8, '7'],
    [5, 0, '5'],
    [2_612_291_449_360_000, 8, '26122914.4936'],
  ])('writes %d units of %d places as %s', (units, places, text) => {
    expect(decimal(units, places)).toBe(text)
  })

  it('means the same number, without an exponent or a zero at the end', () => {
    fc.assert(
      fc.property(fc.nat(2 ** 31), fc.integer({ min: 0, max: 8 }), (units, places) => {
        const text = decimal(units, places)
        expect(text).toMatch(/^(0|[1-9]\d*)(\.\d*[1-9])?$/)
        const [whole = '', fraction = ''] = text.split('.')
        expect(Number(whole + fraction.padEnd(places, '0'))).toBe(units)
      }),
    )
  })
})
