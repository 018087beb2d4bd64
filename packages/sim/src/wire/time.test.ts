import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { goTime, rfc3339 } from './time.ts'

const second = Date.UTC(2026, 8, 30, 2, 39, 53) * 1000

describe('rfc3339(timeUs, nanos)', () => {
  it.each<[number, number, string]>([
    [second + 788_655, 130, '2026-09-30T02:39:53.78865513Z'],
    [second + 788_396, 861, '2026-09-30T02:39:53.788396861Z'],
    [second + 258_000, 0, '2026-09-30T02:39:53.258Z'],
    [second + 1, 0, '2026-09-30T02:39:53.000001Z'],
    [second, 0, '2026-09-30T02:39:53Z'],
  ])('writes %d µs and %d ns as %s', (timeUs, nanos, text) => {
    expect(rfc3339(timeUs, nanos)).toBe(text)
  })

  it('is the time that it names, to the millisecond a date can hold', () => {
    fc.assert(
      fc.property(fc.nat(2 ** 50), (timeUs) => {
        expect(Date.parse(rfc3339(timeUs))).toBe(Math.floor(timeUs / 1000))
      }),
    )
  })
})

describe('goTime(timeUs, nanos, uptime)', () => {
  it('writes what Go prints of a time with a monotonic clock', () => {
    const text = goTime(second + 167_689, 127, { us: 12_240_233_883, nanos: 420 })
    expect(text).toBe('2026-09-30 02:39:53.167689127 +0000 UTC m=+12240.233883420')
  })

  it('keeps the nine decimals of the uptime, though not those of the time', () => {
    expect(goTime(second, 0, { us: 5_000_000, nanos: 0 })).toBe('2026-09-30 02:39:53 +0000 UTC m=+5.000000000')
  })
})
