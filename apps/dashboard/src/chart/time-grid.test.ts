import { describe, expect, it } from 'vitest'
import { bar } from '../testing/resources.ts'
import { timeGridOf } from './time-grid.ts'

describe('timeGridOf(bars, widthUs, nowUs)', () => {
  const grid = timeGridOf([bar({ startUs: 60e6 }), bar({ startUs: 300e6 })], 60e6, 430e6)

  it('has a slot for every bar that could be, up to now: missing time takes its room', () => {
    expect([grid.startUs, grid.slots]).toEqual([60e6, 7])
  })

  it('puts the middle of a bar on its slot, and reads times back', () => {
    expect(grid.logicalOf(90e6)).toBe(0)
    expect(grid.logicalOf(330e6)).toBe(4)
    expect(grid.timeAt(grid.logicalOf(123_456_789))).toBeCloseTo(123_456_789, 3)
  })

  it('has no slots without bars and a clock', () => {
    expect(timeGridOf([], 60e6, undefined).slots).toBe(0)
  })
})
