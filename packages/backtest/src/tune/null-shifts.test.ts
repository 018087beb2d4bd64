import { HOUR_US } from '@of/core'
import { sfc32 } from '@of/stats'
import { describe, expect, it } from 'vitest'
import { market, START_US } from '../testing/made-up-moments.ts'
import { nullShifts } from './null-shifts.ts'

const products = [market(1, 0), { ...market(1, 0), product: 'TOO-USD' }]
const random = sfc32(1)

describe('nullShifts(products, stretch, { random, runs })', () => {
  it('are of all products alike, an hour or more either way, and within the stretch', () => {
    const { shifts } = nullShifts(products, { fromUs: START_US, toUs: START_US + 18 * HOUR_US }, { random, runs: 50 })
    for (const [first, second] of shifts) {
      expect(second).toBe(first)
      expect(first).toBeGreaterThanOrEqual(60)
      expect(first).toBeLessThanOrEqual(18 * 60 - 60)
    }
    expect(new Set(shifts.map(([by]) => by)).size).toBeGreaterThan(40)
  })

  it('are none where there are not more than are asked for', () => {
    const short = { fromUs: START_US, toUs: START_US + 2.1 * HOUR_US }
    expect(nullShifts(products, short, { random, runs: 6 }).shifts).toHaveLength(6)
    expect(nullShifts(products, short, { random, runs: 7 })).toEqual({
      shifts: [],
      reason: 'signals can be shifted against prices by an hour or more in 7 ways, for 7 searches',
    })
    expect(nullShifts(products, { ...short, toUs: START_US + HOUR_US }, { random, runs: 0 })).toEqual({ shifts: [] })
  })
})
