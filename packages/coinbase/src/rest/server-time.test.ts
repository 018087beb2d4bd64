import { describe, expect, it } from 'vitest'
import { readServerTime } from './server-time.ts'

describe('readServerTime(body)', () => {
  it('reads the milliseconds', () => {
    const body = '{"iso":"2026-03-01T12:00:00Z", "epochSeconds":"1772366400", "epochMillis":"1772366400081"}'
    expect(readServerTime(body)).toEqual({ ok: true, value: 1_772_366_400_081_000 })
  })

  it.each(['{"iso":"2026-03-01T12:00:00Z"}', '{"epochMillis":1772366400081}', '{"epochMillis":"soon"}', ''])(
    'finds %j unreadable',
    (body) => {
      expect(readServerTime(body)).toMatchObject({ ok: false, fault: { kind: 'unreadable-answer' } })
    },
  )
})
