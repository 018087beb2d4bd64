import { HOUR_US } from '@of/core'
import { describe, expect, it } from 'vitest'
import { Random } from '../random.ts'
import { Jumps } from './jumps.ts'

const jumps = new Jumps(new Random(1, 'jumps'), 7)
const drawn = Array.from({ length: 4000 }, () => ({ timeUs: jumps.nextUs, size: jumps.next() }))

describe('Jumps', () => {
  it('come twice an hour on average, one after the other', () => {
    expect(drawn.length / ((drawn.at(-1)?.timeUs ?? 0) / HOUR_US)).toBeCloseTo(2, 0.5)
    expect(drawn.every(({ timeUs }, index) => timeUs > (drawn[index - 1]?.timeUs ?? 7))).toBe(true)
  })

  it('go up as often as down, by ten deviations of a second and more', () => {
    expect(drawn.filter(({ size }) => size > 0).length / drawn.length).toBeCloseTo(0.5, 1)
    expect(Math.min(...drawn.map(({ size }) => Math.abs(size)))).toBeGreaterThanOrEqual(10)
    expect(drawn.reduce((sum, { size }) => sum + Math.abs(size), 0) / drawn.length).toBeCloseTo(15, 0)
  })
})
