import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { comparisonTexts } from './comparison.ts'

describe('comparisonTexts({ unit, value, bounds, centred })', () => {
  it.each([
    [{ unit: 'ratio', value: 0.31, bounds: [0.2], centred: true }, ['+0.31', '+0.20']],
    [{ unit: 'ratio', value: 0.2004, bounds: [0.2], centred: true }, ['+0.2004', '+0.2000']],
    [{ unit: 'ratio', value: -0.0001, bounds: [0], centred: true }, ['−0.0001', '+0.0000']],
    [{ unit: 'ratio', value: 0.2, bounds: [0.2], centred: true }, ['+0.20', '+0.20']],
    [{ unit: '%', value: 72, bounds: [65] }, ['72 %', '65 %']],
    [{ unit: '%', value: 65.3, bounds: [65] }, ['65.3 %', '65.0 %']],
    [{ unit: '%', value: -1.2, bounds: [-0.5], centred: true }, ['−1.20 %', '−0.50 %']],
    [{ unit: 'count', value: 2, bounds: [0], centred: true }, ['+2', '0']],
    [{ unit: 'sigma', value: 1.11, bounds: [1], centred: true }, ['+1.11 σ', '+1.00 σ']],
    [{ unit: 'half-widths', value: 1.33, bounds: [1], centred: true }, ['x +1.33', '+1.00']],
    [{ unit: 'share', value: 0.5, bounds: [0.1, 0.9] }, ['0.50', '0.10', '0.90']],
  ] as const)('writes %j as %j', (comparison, texts) => {
    expect(comparisonTexts(comparison)).toEqual(texts)
  })

  it('never writes a value like a bound that it is not', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e6, max: 1e6 }), fc.integer({ min: -1e6, max: 1e6 }), (a, b) => {
        const [value, bound] = comparisonTexts({ unit: 'ratio', value: a / 1e7, bounds: [b / 1e7] })
        expect(value === bound).toBe(a === b)
      }),
    )
  })
})
