import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { atLeast, bps, bytes, decimalsOf, fixed, money, percent, quantity, share, sharedDecimals, signed, size } from './number.ts'

describe('fixed(value, decimals)', () => {
  it('groups thousands and keeps every decimal', () => {
    expect(fixed(104_200.3, 2)).toBe('104,200.30')
    expect(fixed(-1_234_567, 0)).toBe('−1,234,567')
    expect(fixed(-0.001, 2)).toBe('0.00')
  })

  it('is read back as the value it was rounded from', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e12, max: 1e12, noNaN: true }), fc.integer({ min: 0, max: 8 }), (value, decimals) => {
        const back = Number(fixed(value, decimals).replaceAll(',', '').replace('−', '-'))
        expect(back).toBeCloseTo(Number(value.toFixed(decimals)), 8)
      }),
    )
  })
})

describe('signed(value, decimals)', () => {
  it('tells zero from what rounds to it, and always carries a sign else', () => {
    expect(signed(0, 2)).toBe('0')
    expect(signed(0.004, 2)).toBe('±0.00')
    expect(signed(-0.004, 2)).toBe('±0.00')
    expect(signed(0.485, 3)).toBe('+0.485')
    expect(signed(-15, 0)).toBe('−15')
    expect(signed(12_345.6, 1)).toBe('+12,345.6')
  })
})

describe('money(value)', () => {
  it.each([
    [0, '$0'],
    [0.31, '<$1'],
    [0.5, '$1'],
    [1_918, '$1,918'],
    [9_999.4, '$9,999'],
    [9_999.6, '$10 k'],
    [17_300, '$17 k'],
    [999_400, '$999 k'],
    [999_600, '$1.00 M'],
    [1_240_000, '$1.24 M'],
    [27_400_000, '$27.4 M'],
    [999_600_000, '$1.00 B'],
    [-512_000, '−$512 k'],
  ])('tells %d as %s', (value, text) => {
    expect(money(value).replace(' ', ' ')).toBe(text)
  })
})

describe('bps(value)', () => {
  it('has two significant digits below one and one decimal above', () => {
    const told = [0.001, 0.00099918, 0.0096, 0.13, 0.994, 0.999, 1, 22.14].map((value) => bps(value).replace(' ', ' '))
    expect(told).toEqual(['0.0010 bps', '0.0010 bps', '0.0096 bps', '0.13 bps', '0.99 bps', '1.0 bps', '1.0 bps', '22.1 bps'])
  })
})

describe('quantity(value)', () => {
  it('spends decimals where they tell something', () => {
    expect([0.001, 0.49, 34.25, 976.8, 999.96, 18_923.24].map(quantity)).toEqual(['<0.01', '0.49', '34.25', '976.8', '1,000', '18,923'])
  })
})

describe('sharedDecimals(values, most)', () => {
  it('is enough to tell each from its neighbour, whatever they are about', () => {
    expect(sharedDecimals([-8.46, -8.44, -8.42], 6)).toBe(2)
    expect(sharedDecimals([2_000, 2_040], 6)).toBe(0)
    expect(sharedDecimals([0, 0.0025], 3)).toBe(3)
    fc.assert(
      fc.property(fc.integer({ min: -1e6, max: 1e6 }), fc.constantFrom(0.001, 0.02, 0.5, 5, 2_500), (first, step) => {
        const values = [0, 1, 2].map((i) => (first + i) * step)
        const decimals = sharedDecimals(values, 6)
        expect(new Set(values.map((value) => signed(value, decimals))).size).toBe(3)
      }),
    )
  })
})

describe('percent(value) and share(value)', () => {
  it('sign a percentage and floor a share, so that nothing incomplete is told as whole', () => {
    expect(percent(0.2).replace(' ', ' ')).toBe('+0.20 %')
    expect(share(0.9999).replace(' ', ' ')).toBe('99.9 %')
    expect(share(1).replace(' ', ' ')).toBe('100.0 %')
  })
})

describe('size(value)', () => {
  it('has decimals by significance and never tells something as nothing', () => {
    expect([12.3456, 3.9512, 0.0184, 1e-8].map(size)).toEqual(['12.346', '3.9512', '0.01840', '<0.00001'])
    expect(atLeast(0, 4)).toBe('0.0000')
  })
})

describe('decimalsOf(tick)', () => {
  it('is as many as the increment has', () => {
    expect([1, 0.5, 0.01, 0.00001, 1e-8, 10].map(decimalsOf)).toEqual([0, 1, 2, 5, 8, 0])
  })
})

describe('bytes(value)', () => {
  it('takes the unit that suits', () => {
    expect([12_000, 3_400_000, 400_000_000, 2_500_000_000].map((value) => bytes(value).replace(' ', ' '))).toEqual([
      '12 kB',
      '3.4 MB',
      '400.0 MB',
      '2.5 GB',
    ])
  })
})
