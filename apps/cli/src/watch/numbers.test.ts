import { describe, expect, it } from 'vitest'
import {
  ageText,
  bps,
  clockText,
  decimalsOf,
  fixed,
  latencyText,
  money,
  preciseClockText,
  signed,
  signedAmount,
  sizeDecimals,
} from './numbers.ts'

describe('fixed(value, decimals)', () => {
  it('groups thousands and keeps all decimals', () => {
    expect([fixed(104_200.3, 2), fixed(-1_234_567.891, 1), fixed(0, 2)]).toEqual(['104,200.30', '−1,234,567.9', '0.00'])
  })

  it('gives no sign to what rounds to zero', () => {
    expect(fixed(-0.001, 2)).toBe('0.00')
  })
})

describe('signed(value, decimals)', () => {
  it('tells a true zero from one that only rounds to it', () => {
    expect([signed(0, 2), signed(0.001, 2), signed(-0.001, 2)]).toEqual(['0', '±0.00', '±0.00'])
  })

  it('writes both signs, the minus as U+2212', () => {
    expect([signed(0.2, 2), signed(-0.2, 2), signedAmount(-1_204.52), signedAmount(4.2), signedAmount(0.1234)]).toEqual([
      '+0.20',
      '−0.20',
      '−1,204.5',
      '+4.20',
      '+0.123',
    ])
  })
})

describe('money(value, product)', () => {
  it.each([
    [368, '$368'],
    [1_918.4, '$1,918'],
    [9_999.4, '$9,999'],
    [17_200, '$17 k'],
    [999_499, '$999 k'],
    [999_500, '$1.00 M'],
    [1_240_000, '$1.24 M'],
    [12_400_000, '$12.4 M'],
    [2.5e9, '$2.50 B'],
    [-420_000, '−$420 k'],
  ])('writes %d as %s', (value, text) => {
    expect(money(value, 'BTC-USD')).toBe(text)
  })

  it('gives no dollar sign to what is not in dollars', () => {
    expect([money(1.5, 'ETH-BTC'), money(17_200, 'BTC-EUR'), money(17_200, 'BTC-USDC')]).toEqual(['1.5000', '17 k', '$17 k'])
  })
})

describe('bps(value)', () => {
  it('keeps two significant digits below one', () => {
    expect([bps(0.00096), bps(0.0009996), bps(0.13), bps(1.26), bps(0), bps(-22.14)]).toEqual([
      '0.00096 bps',
      '0.0010 bps',
      '0.13 bps',
      '1.3 bps',
      '0.0 bps',
      '−22.1 bps',
    ])
  })
})

describe('sizes and prices', () => {
  it('need as many decimals as they say', () => {
    expect([decimalsOf(104_200.32), decimalsOf(0.1 + 0.2), decimalsOf(7)]).toEqual([2, 8, 0])
    expect([0.5, 4.9, 45, 450, 4_500, 45_000].map(sizeDecimals)).toEqual([5, 4, 3, 2, 1, 0])
  })
})

describe('times', () => {
  it('are of the UTC day', () => {
    const atUs = Date.UTC(2026, 7, 9, 14, 32, 19, 400) * 1e3
    expect([clockText(atUs), preciseClockText(atUs)]).toEqual(['14:32:19', '14:32:19.400'])
  })

  it('are spans in one unit', () => {
    expect([ageText(14_900_000), ageText(100e6), ageText(7_300e6), latencyText(31_400), latencyText(12e6)]).toEqual([
      '14 s',
      '1 min',
      '2 h',
      '31 ms',
      '12 s',
    ])
  })
})
