import { describe, expect, it } from 'vitest'
import { isoTime, parseTime } from './time.ts'

const noonUs = Date.parse('2026-08-09T12:00:00Z') * 1_000

describe('parseTime(text)', () => {
  it.each([
    ['2026-08-09', noonUs - 12 * 3_600_000_000],
    ['2026-08-09T12:00Z', noonUs],
    ['2026-08-09T12:00', noonUs],
    ['2026-08-09 12:00:00', noonUs],
    ['2026-08-09T12:00:00.5Z', noonUs + 500_000],
    ['2026-08-09T12:00:00.000001Z', noonUs + 1],
    ['2026-08-09T12:00:00.000001999Z', noonUs + 1],
    [String(noonUs / 1_000_000), noonUs],
    [`${noonUs / 1_000_000}.25`, noonUs + 250_000],
    ['0', 0],
  ])('reads %s', (text, timeUs) => {
    expect(parseTime(text)).toBe(timeUs)
  })

  it.each([
    '',
    'noon',
    '2026-8-9',
    '2026-02-30',
    '2026-13-01',
    '2026-08-09T24:00',
    '2026-08-09T12:60',
    '2026-08-09T12:00+02:00',
    '1786276800000',
    '-5',
    '1e9',
  ])('does not read %j', (text) => {
    expect(parseTime(text)).toBeUndefined()
  })

  it('reads every time that isoTime writes', () => {
    for (let timeUs = 1; timeUs < 4_102_444_800_000_000; timeUs = timeUs * 3 + 1) expect(parseTime(isoTime(timeUs))).toBe(timeUs)
  })
})
