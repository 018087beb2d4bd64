import { describe, expect, it } from 'vitest'
import { coverage, coverageOf, sourceDown, sourceUp } from './coverage.ts'

describe('coverageOf(state, nowUs, widthUs)', () => {
  it('is 0 for a source that was never there', () => {
    expect(coverageOf(coverage(), 100, 10)).toBe(0)
  })

  it('counts the open spell up to now', () => {
    const state = coverage()
    sourceUp(state, 95)
    sourceUp(state, 99)
    expect(coverageOf(state, 100, 10)).toBe(0.5)
    expect(coverageOf(state, 200, 10)).toBe(1)
  })

  it('ends where the source was last heard of', () => {
    const state = coverage()
    sourceUp(state, 90)
    expect(coverageOf(state, 100, 10, 94)).toBe(0.4)
    sourceDown(state, 96)
    expect(coverageOf(state, 100, 10, 94)).toBe(0.4)
    expect(coverageOf(state, 100, 10)).toBeCloseTo(0.6, 12)
  })

  it('leaves out the time the source was gone', () => {
    const state = coverage()
    sourceUp(state, 0)
    sourceDown(state, 92)
    sourceDown(state, 93)
    sourceUp(state, 97)
    expect(coverageOf(state, 100, 10)).toBeCloseTo(0.5, 12)
  })

  it('forgets spells that ended more than a day ago', () => {
    const state = coverage()
    sourceUp(state, 0)
    sourceDown(state, 10)
    sourceUp(state, 90_000_000_000)
    sourceDown(state, 90_000_000_010)
    expect(state.spells).toEqual([[90_000_000_000, 90_000_000_010]])
  })
})
