import { describe, expect, it } from 'vitest'
import { byteWindow, NOWHERE } from './byte-window.ts'
import { Literal } from './literal.ts'

const text = 'abcdefghijklmnopqrstuvwxyzABCDEF'

describe('Literal(text)', () => {
  it('is at a place when every one of its bytes is there', () => {
    for (let length = 8; length <= 32; length++) {
      const literal = new Literal(text.slice(0, length))
      const bytes = new TextEncoder().encode(`..${text}`)
      byteWindow.open(bytes)
      expect([literal.isAt(1), literal.isAt(2), literal.isAt(3), literal.isAt(NOWHERE)]).toEqual([false, true, false, false])
      for (let at = 0; at < length; at++) {
        byteWindow.open(bytes.with(2 + at, 0x23))
        expect(literal.isAt(2)).toBe(false)
      }
      byteWindow.open(bytes.subarray(0, 2 + length))
      expect(literal.isAt(2)).toBe(true)
      byteWindow.open(bytes.subarray(0, 1 + length))
      expect(literal.isAt(2)).toBe(false)
    }
  })

  it('is of 8 to 32 characters', () => {
    expect(() => new Literal('shorter')).toThrow(new RangeError('expected 8 to 32 characters, received 7'))
    expect(() => new Literal(`${text}!`)).toThrow(RangeError)
  })
})
