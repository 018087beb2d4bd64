import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatted, tickText } from './number-format.ts'
import { bps, bpsSize, counted, fixed, percent, signed } from './numbers.ts'

describe('numbers', () => {
  it.each([
    [fixed(1_234_567.891, 2), '1,234,567.89'],
    [fixed(-0.04, 1), '0.0'],
    [signed(0, 2), '0'],
    [signed(-0.001, 2), '±0.00'],
    [signed(1234.5, 1), '+1,234.5'],
    [signed(-3.14, 1), '−3.1'],
    [percent(0.292), '29.2 %'],
    [percent(0.002, { isSigned: true }), '+0.2 %'],
    [bps(0.00104), '+0.0010 bps'],
    [bps(-12.34), '−12.3 bps'],
    [bpsSize(0.0108), '0.011 bps'],
    [bpsSize(20), '20.0 bps'],
    [counted(1, 'trade'), '1 trade'],
    [counted(1204, 'trade'), '1,204 trades'],
    [formatted(0.0004, 'signed'), '±0.000'],
    [formatted(1115.3, 'plain'), '1,115'],
  ])('writes %s', (written, wanted) => expect(written).toBe(wanted))

  it('shows no sign without a number, and no hyphen for a minus', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, min: -1e9, max: 1e9 }), fc.integer({ min: 0, max: 4 }), (value, decimals) => {
        const text = signed(value, decimals)
        expect(text).not.toContain('-')
        expect(/[1-9]/.test(text)).toBe(/^[+−]/.test(text))
        expect(Number(text.replace('−', '-').replace('±', '').replaceAll(',', ''))).toBeCloseTo(value, decimals - 0.5)
      }),
      { numRuns: 50 },
    )
  })
})

describe('tickText', () => {
  it.each([
    [[0.25, 'percent', 0.25], '25 %'],
    [[0.005, 'percent', 0.005], '0.5 %'],
    [[1e-17, 'signed', 0.2], '0'],
    [[-0.2, 'signed-percent', 0.2], '−20 %'],
    [[1_500, 'bps', 500], '+1,500'],
    [[0.5, 'count', 0.5], ''],
    [[2, 'count', 0.5], '2'],
  ] as const)('writes %j as %s', ([value, format, step], wanted) => expect(tickText(value, format, step)).toBe(wanted))
})
