import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decimal, optionalDecimal, optionalPositive, positive, wholeNumber } from './decimal.ts'

describe('decimal', () => {
  it.each([
    ['0', 0],
    ['83284', 83_284],
    ['72867.6', 72_867.6],
    ['0.00000029', 2.9e-7],
    ['0.00000000', 0],
    ['007', 7],
  ])('reads %s', (text, value) => {
    expect(decimal.parse(text)).toBe(value)
  })

  it.each([
    ['a sign', '-1'],
    ['a plus', '+1'],
    ['an exponent', '1e9'],
    ['nothing', ''],
    ['a space', ' 1'],
    ['a trailing newline', '1\n'],
    ['a bare fraction', '.5'],
    ['a bare point', '1.'],
    ['two points', '1.2.3'],
    ['a sign within', '0.-10000'],
    ['a thousands separator', '1,000'],
    ['another base', '0x10'],
    ['other digits', '١'],
    ['not a number', 'NaN'],
    ['infinity', 'Infinity'],
    ['more than a double holds', '9'.repeat(400)],
    ['a JSON number', 1],
    ['null', null],
  ])('refuses %s', (_name, input) => {
    expect(decimal.safeParse(input).success).toBe(false)
  })

  it('is the correctly rounded double of what it reads', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 20n }), fc.integer({ min: 5, max: 12 }), (digits, places) => {
        const text = String(digits).padStart(places + 1, '0')
        const point = text.length - places
        const written = places === 0 ? text : `${text.slice(0, point)}.${text.slice(point)}`
        expect(decimal.parse(written)).toBe(Number(`${digits}e-${places}`))
      }),
    )
  })
})

describe('positive', () => {
  it('refuses zero however it is written', () => {
    for (const zero of ['0', '0.0', '0.00000000']) expect(positive.safeParse(zero).success).toBe(false)
    expect(positive.parse('0.00000001')).toBe(1e-8)
  })
})

describe('optionalDecimal, optionalPositive', () => {
  it.each(['', null, undefined])('take %j for no number', (none) => {
    expect(optionalDecimal.parse(none)).toBeUndefined()
    expect(optionalPositive.parse(none)).toBeUndefined()
  })

  it('read what is there as strictly as ever', () => {
    expect(optionalDecimal.parse('0')).toBe(0)
    expect(optionalPositive.parse('0.5')).toBe(0.5)
    expect(optionalPositive.safeParse('0').success).toBe(false)
    expect(optionalDecimal.safeParse('-1').success).toBe(false)
    expect(optionalDecimal.safeParse(' ').success).toBe(false)
  })
})

describe('wholeNumber', () => {
  it('reads ids that a double holds exactly', () => {
    expect(wholeNumber.parse('1100253487')).toBe(1_100_253_487)
    expect(wholeNumber.parse('9007199254740991')).toBe(Number.MAX_SAFE_INTEGER)
  })

  it.each(['9007199254740992', '1.0', '-1', '', '1e3', 7])('refuses %j', (input) => {
    expect(wholeNumber.safeParse(input).success).toBe(false)
  })
})
