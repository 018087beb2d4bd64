import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { knownTime, optionalTime, parseTime, unixSeconds } from './time.ts'

const NOON_US = 1_772_366_400_000_000

describe('parseTime(text)', () => {
  it.each([
    ['2026-03-01T12:00:00Z', NOON_US],
    ['2026-03-01T12:00:00.1Z', NOON_US + 100_000],
    ['2026-03-01T12:00:00.000001Z', NOON_US + 1],
    ['2026-03-01T12:00:00.123456Z', NOON_US + 123_456],
    ['2026-03-01T12:00:00.12345678Z', NOON_US + 123_456],
    ['2026-03-01T12:00:00.999999999Z', NOON_US + 999_999],
    ['2000-01-01T00:00:00Z', 946_684_800_000_000],
    ['2000-02-29T00:00:00Z', 951_782_400_000_000],
    ['2024-02-29T23:59:59Z', 1_709_251_199_000_000],
    ['2255-06-05T23:47:34.740991Z', Number.MAX_SAFE_INTEGER],
  ])('reads %s', (text, timeUs) => {
    expect(parseTime(text)).toBe(timeUs)
  })

  it.each(['1970-01-01T00:00:00Z', '0001-01-01T00:00:00.000000Z', '1999-12-31T23:59:59.999999999Z'])('takes %s for no time', (text) => {
    expect(parseTime(text)).toBe('missing')
  })

  it.each([
    ['no zone', '2026-03-01T12:00:00'],
    ['an offset', '2026-03-01T12:00:00+00:00'],
    ['a space', '2026-03-01 12:00:00Z'],
    ['a date', '2026-03-01'],
    ['a point without fraction', '2026-03-01T12:00:00.Z'],
    ['ten fraction digits', '2026-03-01T12:00:00.0123456789Z'],
    ['month 0', '2026-00-01T12:00:00Z'],
    ['month 13', '2026-13-01T12:00:00Z'],
    ['day 0', '2026-03-00T12:00:00Z'],
    ['31 April', '2026-04-31T12:00:00Z'],
    ['29 February of a common year', '2026-02-29T12:00:00Z'],
    ['29 February of a common century', '2100-02-29T12:00:00Z'],
    ['31 November of no year', '0001-11-31T00:00:00Z'],
    ['hour 24', '2026-03-01T24:00:00Z'],
    ['minute 60', '2026-03-01T12:60:00Z'],
    ['second 60', '2026-03-01T12:00:60Z'],
    ['lower case', '2026-03-01t12:00:00z'],
    ['a trailing newline', '2026-03-01T12:00:00Z\n'],
    ['the clock of a Go server', '2026-03-01 12:00:00.1234 +0000 UTC m=+4711.5'],
    ['a time past what microseconds hold', '2255-06-05T23:47:34.740992Z'],
    ['nothing', ''],
  ])('refuses %s', (_name, text) => {
    expect(parseTime(text)).toBeUndefined()
  })

  it('agrees with the calendar of the platform', () => {
    const latestMs = Date.UTC(2255, 0, 1)
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(2000, 0, 1), max: latestMs }), fc.nat(999_999), (ms, below) => {
        const text = `${new Date(ms).toISOString().slice(0, -1)}${String(below).padStart(6, '0')}Z`
        expect(parseTime(text)).toBe(ms * 1_000 + Math.floor(below / 1_000))
      }),
    )
  })

  it('agrees with it on every day of the centuries it covers', () => {
    const wrong: string[] = []
    for (let ms = Date.UTC(2000, 0, 1); ms < Date.UTC(2255, 0, 1); ms += 86_400_000) {
      const text = new Date(ms).toISOString()
      if (parseTime(text) !== ms * 1_000) wrong.push(text)
    }
    expect(wrong).toEqual([])
  })
})

describe('knownTime, optionalTime', () => {
  it('differ in what a missing time is', () => {
    expect(knownTime.parse('2026-03-01T12:00:00Z')).toBe(NOON_US)
    expect(optionalTime.parse('2026-03-01T12:00:00Z')).toBe(NOON_US)
    for (const missing of ['1970-01-01T00:00:00Z', undefined]) {
      expect(knownTime.safeParse(missing).success).toBe(false)
      expect(optionalTime.parse(missing)).toBeUndefined()
    }
    for (const malformed of ['', 'soon', null, 5]) {
      expect(knownTime.safeParse(malformed).success).toBe(false)
      expect(optionalTime.safeParse(malformed).success).toBe(false)
    }
  })
})

describe('unixSeconds', () => {
  it('reads seconds and nothing else', () => {
    expect(unixSeconds.parse('1772366400')).toBe(NOON_US)
    for (const refused of ['1772366400.5', '-1', '', '99999999999', 1_772_366_400])
      expect(unixSeconds.safeParse(refused).success).toBe(false)
  })
})
