import { describe, expect, it } from 'vitest'
import { elsewhere } from './elsewhere.ts'

/** What a clock, a place and a calendar say. */
const here = (): readonly unknown[] => [
  Math.floor(Date.now() / 1e8),
  new Date().getFullYear(),
  new Date(0).getHours(),
  Date().slice(11, 15),
]

describe('elsewhere(run)', () => {
  it('shows another day, another place and other dice, and puts everything back', () => {
    const before = here()
    const other = elsewhere(here)
    expect(other.map((value, at) => value !== before[at])).toEqual([true, true, true, true])
    expect(elsewhere(() => new Date(0).toISOString())).toBe('1970-01-01T00:00:00.000Z')
    expect(elsewhere(() => new Date(2026, 0) instanceof Date)).toBe(true)
    expect(() =>
      elsewhere(() => {
        throw new Error('inside')
      }),
    ).toThrow('inside')
    expect(here()).toEqual(before)
    expect(Math.random()).not.toBe(elsewhere(() => Math.random()))
  })
})
