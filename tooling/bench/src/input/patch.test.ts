import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { putDigits, putTimeOfDay } from './patch.ts'

describe('putDigits', () => {
  it('writes what text would, and touches nothing beside it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 31 - 1 }), (value) => {
        const bytes = Buffer.from('<0000000000>')
        putDigits(bytes, 1, value, 10)
        expect(bytes.toString()).toBe(`<${String(value).padStart(10, '0')}>`)
      }),
    )
  })
})

describe('putTimeOfDay', () => {
  it('writes what a date would', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 86_399 }), fc.integer({ min: 0, max: 999_999 }), (seconds, micros) => {
        const bytes = Buffer.from('T00:00:00.000000Z')
        putTimeOfDay(bytes, 1, seconds, micros)
        const clock = new Date(1000 * seconds).toISOString().slice(11, 19)
        expect(bytes.toString()).toBe(`T${clock}.${String(micros).padStart(6, '0')}Z`)
      }),
    )
  })
})
