import { describe, expect, it } from 'vitest'
import { grid, passOver, reachFor, ring } from './grid.ts'

function ringsUpTo(state: ReturnType<typeof grid>, nowUs: number): number[] {
  reachFor(state, nowUs)
  const times: number[] = []
  for (let at = ring(state, nowUs); at !== undefined; at = ring(state, nowUs)) times.push(at)
  return times
}

describe('grid(stepUs)', () => {
  it('rings at every multiple after the start, once', () => {
    const minutes = grid(60)
    expect(ringsUpTo(minutes, 130)).toEqual([])
    expect(ringsUpTo(minutes, 179)).toEqual([])
    expect(ringsUpTo(minutes, 180)).toEqual([180])
    expect(ringsUpTo(minutes, 300)).toEqual([240, 300])
    expect(ringsUpTo(minutes, 300)).toEqual([])
  })

  it('does not ring for a start on the grid itself', () => {
    expect(ringsUpTo(grid(60), 120)).toEqual([])
  })

  it('skips what a very long silence leaves behind, and counts it', () => {
    const seconds = grid(1)
    ringsUpTo(seconds, 10)
    expect(ringsUpTo(seconds, 10 + 5_000)).toHaveLength(3_600)
    expect(seconds.skipped).toBe(1_400)
    expect(ringsUpTo(seconds, 5_011)).toEqual([5_011])
  })

  it('does not ring for what it has passed over', () => {
    const minutes = grid(60)
    passOver(minutes, 130)
    expect(ringsUpTo(minutes, 180)).toEqual([180])
    passOver(minutes, 900)
    expect(minutes.skipped).toBe(0)
    expect(ringsUpTo(minutes, 961)).toEqual([960])
  })

  it('refuses a step that is no positive integer', () => {
    expect(() => grid(0.5)).toThrow('stepUs')
  })
})
