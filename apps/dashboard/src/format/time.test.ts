import { describe, expect, it } from 'vitest'
import { age, clock, day, isMidnight, latency, span } from './time.ts'

const AT_US = Date.UTC(2026, 10, 22, 14, 32, 19, 400) * 1_000 + 123

describe('clock(timeUs, zone, precision)', () => {
  it('tells exchange time in UTC as finely as is asked', () => {
    expect(clock(AT_US, 'utc', 'minute')).toBe('14:32')
    expect(clock(AT_US, 'utc')).toBe('14:32:19')
    expect(clock(AT_US, 'utc', 'ms')).toBe('14:32:19.400')
  })

  it('tells local time as the platform has it', () => {
    const date = new Date(AT_US / 1_000)
    const local = [date.getHours(), date.getMinutes(), date.getSeconds()].map((part) => String(part).padStart(2, '0')).join(':')
    expect(clock(AT_US, 'local')).toBe(local)
  })
})

describe('day(timeUs, zone)', () => {
  it('names the day, and knows where one begins', () => {
    expect(day(AT_US, 'utc')).toBe('22 Nov')
    expect(isMidnight(Date.UTC(2026, 10, 22) * 1_000, 'utc')).toBe(true)
    expect(isMidnight(AT_US, 'utc')).toBe(false)
  })
})

describe('span(lengthUs)', () => {
  it.each([
    [17_400, '18 ms'],
    [900_000, '0.9 s'],
    [14_000_000, '14 s'],
    [59_600_000, '1 min'],
    [125_000_000, '2 min 5 s'],
    [12_000_000_000, '3 h 20 min'],
  ])('tells %d µs as %s', (lengthUs, text) => {
    expect(span(lengthUs)).toBe(text)
  })
})

describe('age(lengthUs)', () => {
  it('counts whole seconds and never goes below none', () => {
    expect([-5, 999_999, 14_900_000, 61_000_000].map(age)).toEqual(['0 s', '0 s', '14 s', '1 min 1 s'])
  })
})

describe('latency(lengthUs)', () => {
  it('is in milliseconds until that is no use', () => {
    expect([31_400, 12_000_000].map(latency)).toEqual(['31 ms', '12 s'])
  })
})
