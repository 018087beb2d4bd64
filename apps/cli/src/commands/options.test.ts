import { describe, expect, it } from 'vitest'
import { CliError } from '../errors.ts'
import { pathsOf, presetOf, productsOf, rangeOf, stepOf } from './options.ts'

const COMMAND = 'of analyze'

describe('productsOf(options)', () => {
  it('takes repeated options and lists, in any case', () => {
    expect(productsOf({ product: ['btc-usd, ETH-USD', 'sol-usd'] }, 'of x')).toEqual(['BTC-USD', 'ETH-USD', 'SOL-USD'])
  })
})

describe('rangeOf(options, command)', () => {
  it('leaves open what is not given', () => {
    expect(rangeOf({ product: [] }, COMMAND)).toEqual({})
    expect(rangeOf({ product: [], from: '1' }, COMMAND)).toEqual({ fromUs: 1_000_000 })
    expect(rangeOf({ product: [], to: '1' }, COMMAND)).toEqual({ toUs: 1_000_000 })
  })
})

describe('stepOf(every, command)', () => {
  it('takes a tenth of a second and more', () => {
    expect(stepOf('100ms', COMMAND)).toBe(100_000)
  })
})

describe('presetOf(name, command)', () => {
  it('knows both presets', () => {
    expect(['brief', 'default'].map((name) => presetOf(name, COMMAND).name)).toEqual(['brief', 'default'])
  })
})

describe('what is refused as wrong use', () => {
  it.each([
    ['a time that is none', () => rangeOf({ product: [], from: 'noon' }, COMMAND), '--from: expected a UTC time, received noon'],
    ['an empty range', () => rangeOf({ product: [], from: '2', to: '2' }, COMMAND), '--from must be before --to, received 2 and 2'],
    ['a step that is too short', () => stepOf('99ms', COMMAND), '--every: expected a span of 100ms or more, received 99ms'],
    ['a step that is none', () => stepOf('often', COMMAND), '--every: expected a span of 100ms or more, received often'],
    ['an unknown preset', () => presetOf('x', COMMAND), '--preset: expected brief or default, received x'],
    ['standard input twice', () => pathsOf(['-', 'x', '-'], COMMAND), 'standard input (-) can be given only once'],
  ])('%s', (_title, use, complaint) => {
    expect(use).toThrow(expect.objectContaining({ fault: expect.objectContaining({ kind: 'usage', command: COMMAND, complaint }) }))
    expect(use).toThrow(CliError)
  })
})
