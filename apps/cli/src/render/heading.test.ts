import { describe, expect, it } from 'vitest'
import { parseTime } from '../input/time.ts'
import { painter } from './colour.ts'
import { type Heading, renderHeading, renderSimulated } from './heading.ts'

const plain = painter('none')

function heading(fields: Partial<Heading>, first = '2026-08-09T21:05:48.2', last = '2026-08-09T21:06:12.9'): string {
  const span = [parseTime(first) ?? 0, parseTime(last) ?? 0] as const
  return renderHeading({ recordings: ['a.of'], preset: 'default', span, ...fields }, plain)
}

describe('renderHeading(heading, paint)', () => {
  it.each([
    ['seconds', '2026-08-09T21:06:12.9', '21:05:48 – 21:06:12 UTC · 24.7 s'],
    ['minutes', '2026-08-09T21:08:48.2', '21:05:48 – 21:08:48 UTC · 3 min 0 s'],
    ['hours, into the next day', '2026-08-10T00:06:12', '21:05:48 – 2026-08-10 00:06:12 UTC · 3 h 0 min'],
  ])('says how long it was: %s', (_title, last, span) => {
    expect(heading({}, undefined, last)).toBe(`a.of\n2026-08-09 ${span} · preset default\n`)
  })

  it('names three recordings and counts the others', () => {
    expect(heading({ recordings: ['a', 'b', 'c', 'd', 'e'] })).toMatch(/^a, b, c and 2 more\n/)
  })
})

describe('renderSimulated(columns, paint)', () => {
  it.each([
    [80, 80],
    [400, 120],
  ])('fills a terminal of %i columns up to %i', (columns, length) => {
    const [banner = '', end] = renderSimulated(columns, plain).split('\n')
    expect(banner).toMatch(/^▞▞▞ SIMULATED {2}not a market · made by a simulator ▞+$/)
    expect(banner).toHaveLength(length)
    expect(end).toBe('')
  })

  it('never cuts its words', () => {
    expect(renderSimulated(20, plain)).toContain('made by a simulator')
  })
})
