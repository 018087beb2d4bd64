import { HOUR_US } from '@of/core'
import { describe, expect, it } from 'vitest'
import { flat, joined } from './portfolio.ts'

/** What came of a stretch of hours, as if each moment had earned the same. */
function part(fromHour: number, toHour: number, hourlyBps: readonly number[]): Parameters<typeof joined>[0][number] {
  const stretch = { fromUs: fromHour * HOUR_US, toUs: toHour * HOUR_US }
  return { stretch, outcome: { trades: [], unfilled: 1, unfinished: 0, hourlyBps: Float64Array.from(hourlyBps) } }
}

describe('joined(parts)', () => {
  it('lays stretches on one grid of hours: one that two of them share is one hour', () => {
    const { hourlyBps, unfilled } = joined([part(10.5, 12.5, [1, 2, 3]), part(12.5, 14, [4, 5])])
    expect([...hourlyBps]).toEqual([1, 2, 7, 5])
    expect(unfilled).toBe(2)
  })

  it('keeps hours in which nothing was held', () => {
    const stretch = { fromUs: 12 * HOUR_US, toUs: 14 * HOUR_US }
    expect([...joined([part(11, 12, [1]), { stretch, outcome: flat(stretch) }]).hourlyBps]).toEqual([1, 0, 0])
  })
})
