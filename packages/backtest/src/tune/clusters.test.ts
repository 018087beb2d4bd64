import { normal, sfc32 } from '@of/stats'
import { describe, expect, it } from 'vitest'
import { clustersOf } from './clusters.ts'

describe('clustersOf(series)', () => {
  it('counts what moves together once, and all that does not move once', () => {
    const random = sfc32(4)
    const wave = () => Float64Array.from({ length: 50 }, () => normal(random))
    const first = wave()
    expect(clustersOf([first, first.map((x) => 3 * x + 1), wave(), new Float64Array(50), new Float64Array(50).fill(2)])).toBe(3)
    expect(clustersOf([])).toBe(0)
  })
})
