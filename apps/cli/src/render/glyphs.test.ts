import { describe, expect, it } from 'vitest'
import { isAsciiLocale, toAscii } from './glyphs.ts'

describe('isAsciiLocale(environment)', () => {
  it.each([
    ['an unset locale is UTF-8, as terminals are', {}, false],
    ['en_US.UTF-8', { LANG: 'en_US.UTF-8' }, false],
    ['C.utf8', { LC_ALL: 'C.utf8', LANG: 'C' }, false],
    ['C', { LANG: 'C' }, true],
    ['de_DE.ISO-8859-1 before LANG', { LC_CTYPE: 'de_DE.ISO-8859-1', LANG: 'en_US.UTF-8' }, true],
  ])('%s', (_title, environment, isAscii) => {
    expect(isAsciiLocale(environment)).toBe(isAscii)
  })
})

describe('toAscii(text)', () => {
  it('spells glyphs with signs', () => {
    expect(toAscii('▞▞ −15 VWAP +1.11 σ · reachable ±110 …')).toBe('// -15 VWAP +1.11 sigma | reachable +/-110 ...')
  })

  it('leaves ASCII alone, and line breaks too', () => {
    expect(toAscii('net: +0.00\n')).toBe('net: +0.00\n')
  })

  it('writes one question mark for a glyph that it does not know', () => {
    expect(toAscii('𝄞')).toBe('?')
  })
})
