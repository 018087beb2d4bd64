import { describe, expect, it } from 'vitest'
import { parseDuration } from './duration.ts'

describe('parseDuration(text)', () => {
  it.each([
    ['100ms', 100_000],
    ['1s', 1_000_000],
    ['5m', 300_000_000],
    ['1h', 3_600_000_000],
  ])('reads %s', (text, durationUs) => {
    expect(parseDuration(text)).toBe(durationUs)
  })

  it.each(['', '1', 's', '1.5s', '-1s', '1 s', '1d', '1S', '9999999s', '1s1s'])('does not read %j', (text) => {
    expect(parseDuration(text)).toBeUndefined()
  })
})
