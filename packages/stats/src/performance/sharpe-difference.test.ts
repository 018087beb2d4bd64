import { golden } from '@of/core/testing'
import { describe, expect, it } from 'vitest'
import { normal } from '../random/random.ts'
import { sfc32 } from '../random/sfc32.ts'
import { goldenReturns, off } from '../testing/golden-returns.ts'
import { ledoitWolf } from './sharpe-difference.ts'

const { first, second } = goldenReturns()

describe('ledoitWolf(first, second)', () => {
  it.each([
    ['independent returns', 0, golden.performance.lw_iid],
    ['five lags', 5, golden.performance.lw_hac5],
  ] as const)('agrees with the reference for %s', (_name, lags, expected) => {
    const received = ledoitWolf(first, second, { lags })!
    expect(off(received.delta, expected.delta)).toBeLessThan(1e-9)
    expect(off(received.se, expected.se)).toBeLessThan(1e-9)
    expect(off(received.z, expected.z)).toBeLessThan(1e-9)
    expect(off(received.pTwoSided, expected.p_two_sided)).toBeLessThan(1e-9)
    expect(off(received.zJobsonKorkieMemmel, expected.z_jobson_korkie_memmel)).toBeLessThan(1e-9)
  })

  it('turns its sign round with its arms', () => {
    const there = ledoitWolf(first, second, { lags: 3 })!
    const back = ledoitWolf(second, first, { lags: 3 })!
    expect([back.delta, back.z]).toEqual([-there.delta, -there.z])
    expect(back.se).toBeCloseTo(there.se, 14)
  })

  it('says nothing of a series against itself, or against one that does not move', () => {
    expect(ledoitWolf(first, first)).toBeUndefined()
    expect(
      ledoitWolf(
        first,
        first.map(() => 0),
      ),
    ).toBeUndefined()
  })

  it('sees a difference of equal arms in about one of twenty', () => {
    const random = sfc32(5, 'equal arms')
    let seen = 0
    for (let run = 0; run < 200; run++) {
      const series = (): Float64Array => Float64Array.from({ length: 100 }, () => 0.1 + normal(random))
      if (ledoitWolf(series(), series())!.pTwoSided <= 0.05) seen += 1
    }
    // 200 runs at 5 %: 1 to 22 but for one in a thousand.
    expect(seen).toBeGreaterThan(0)
    expect(seen).toBeLessThan(23)
  })
})
