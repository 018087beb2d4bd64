import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decimalTexts } from '../../testing/written-frames.ts'
import { byteWindow, NOWHERE } from './byte-window.ts'
import { decimalAt, pastDecimal } from './decimal-at.ts'

const column = new Float64Array(1)

function show(text: string): void {
  byteWindow.open(new TextEncoder().encode(text))
}

describe('decimalAt(at, column, row)', () => {
  it('reads what Number reads, up to the quote, or is nowhere', () => {
    fc.assert(
      fc.property(decimalTexts, (text) => {
        show(`${text}"`)
        const isExact = text.replace('.', '').length <= 15
        expect(decimalAt(0, column, 0)).toBe(isExact ? text.length : NOWHERE)
        if (isExact) expect(column[0]).toBe(Number(text))
      }),
      { numRuns: 2_000 },
    )
  })

  it('reads every number of digits on either side of the point', () => {
    for (let whole = 1; whole <= 17; whole++) {
      for (let places = 0; places <= 17; places++) {
        const text = `${'1234567890123456789'.slice(0, whole)}${places === 0 ? '' : `.${'9876543210987654321'.slice(0, places)}`}`
        show(`${text}"`)
        expect(decimalAt(0, column, 0)).toBe(whole + places <= 15 ? text.length : NOWHERE)
        if (whole + places <= 15) expect(column[0]).toBe(Number(text))
      }
    }
  })

  it.each(['', '.', '.5', '5.', 'x', '-1', '+1', ':', '/'])('finds no decimal in %j', (text) => {
    show(`${text}"`)
    expect(decimalAt(0, column, 0)).toBe(NOWHERE)
  })

  it('finds none where nothing was found before', () => {
    expect(decimalAt(NOWHERE, column, 0)).toBe(NOWHERE)
    expect(decimalAt(NOWHERE + 18, column, 0)).toBe(NOWHERE)
  })
})

describe('pastDecimal(at)', () => {
  it.each(['0', '-0.25541069034937', '12345678901234567890.12345678901234567890'])('passes over %s', (text) => {
    show(`${text}"`)
    expect(pastDecimal(0)).toBe(text.length)
  })

  it.each(['', '-', '1.', '.1', '--1'])('finds no decimal in %j', (text) => {
    show(`${text}"`)
    expect(pastDecimal(0)).toBe(NOWHERE)
  })
})
