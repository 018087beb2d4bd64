import { describe, expect, it } from 'vitest'
import { count, options, UsageError } from './usage.ts'

describe('options', () => {
  it('reads what is known', () => {
    expect(options(['--json', '--rounds', '3'], { json: { type: 'boolean' }, rounds: { type: 'string' } })).toEqual({
      json: true,
      rounds: '3',
    })
  })

  it.each([[['--jsn']], [['--rounds']], [['extra']]])('refuses %j', (args) => {
    expect(() => options(args, { rounds: { type: 'string' } })).toThrow(UsageError)
  })
})

describe('count', () => {
  it('is what is given, or what holds unless it is', () => {
    expect([count('rounds', '3', 15), count('rounds', undefined, 15)]).toEqual([3, 15])
  })

  it.each(['0', '-1', '1.5', 'many', ''])('refuses %j', (text) => {
    expect(() => count('rounds', text, 15)).toThrow(`--rounds: expected a positive integer, received ${text}`)
  })
})
