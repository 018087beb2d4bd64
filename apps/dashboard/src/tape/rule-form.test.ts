import { alertRule } from '@of/api'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Choice, choices, faults, type FeatureSpec, type Given, ruleOf, signalWords, unitWords } from './rule-form.ts'
import { ruleWords } from './rule-words.ts'

const imbalance: FeatureSpec = { name: 'imbalance10', unit: 'ratio', range: [-1, 1], source: '', definition: '', reference: '' }
const filled: Given = {
  choice: 'above',
  product: 'BTC-USD',
  quiet: '60',
  value: '0.3',
  feature: imbalance,
  signals: ['LONG', 'SHORT'],
  faults: ['book-lost', 'stale'],
}

function idOf(given: Partial<Given>): string | undefined {
  const made = ruleOf({ ...filled, ...given })
  return 'rule' in made ? made.rule.id : undefined
}

describe('ruleOf(given)', () => {
  it('is a rule that the service takes, or says of a field what is wrong with it', () => {
    const given = fc.record({
      choice: fc.constantFrom(...(Object.keys(choices) as Choice[])),
      product: fc.constantFrom('', 'BTC-USD'),
      quiet: fc.constantFrom('0', '60', '86,400', '86401', '1.5', '-1', '', 'soon'),
      value: fc.oneof(fc.double().map(String), fc.constantFrom('', '0.3', '−0.3', '250,000', '1e3', 'x', 'Infinity')),
      feature: fc.constantFrom(undefined, imbalance),
      signals: fc.subarray([...signalWords]),
      faults: fc.subarray([...faults]),
    })
    fc.assert(
      fc.property(given, (asked) => {
        const made = ruleOf(asked)
        if ('rule' in made) expect(alertRule.parse(made.rule)).toEqual(made.rule)
        else expect(Object.keys(made.faults).length).toBeGreaterThan(0)
      }),
      { numRuns: 200 },
    )
  })

  it.each<[Partial<Given>, object]>([
    [{ value: '' }, { value: 'expected a number from -1 to 1, received nothing' }],
    [
      { value: '3', quiet: 'x' },
      { value: 'expected a number from -1 to 1, received 3', quiet: 'expected whole seconds from 0 to 86,400, received x' },
    ],
    [{ feature: undefined }, { feature: 'expected a feature, received none' }],
    [{ choice: 'whale', value: '-5' }, { value: 'expected an amount above 0, received -5' }],
    [{ choice: 'signal', signals: [] }, { what: 'expected at least one, received none' }],
  ])('tells of %o', (given, told) => {
    expect(ruleOf({ ...filled, ...given })).toEqual({ faults: told })
  })

  it('has the same id for the same wish, and another for another', () => {
    expect(idOf({ quiet: '5' })).toBe(idOf({}))
    const ids = [
      {},
      { value: '-0.3' },
      { value: '0.03' },
      { choice: 'below' },
      { product: '' },
      { choice: 'whale' },
      { choice: 'signal' },
    ] as const
    expect(new Set(ids.map(idOf)).size).toBe(ids.length)
  })
})

describe('ruleWords(rule)', () => {
  it.each<[Partial<Given>, string]>([
    [{ choice: 'signal' }, 'signal becomes LONG or SHORT, BTC-USD, at most every 60 s'],
    [{ choice: 'whale', value: '250,000', product: '' }, 'whale ≥ $250 k, any product, at most every 60 s'],
    [{ quiet: '0' }, 'imbalance10 > 0.3, BTC-USD'],
    [{ choice: 'below', value: '−0.3' }, 'imbalance10 < -0.3, BTC-USD, at most every 60 s'],
    [{ choice: 'quality' }, 'book lost or stale, BTC-USD, at most every 60 s'],
  ])('says what %o comes to', (given, words) => {
    const made = ruleOf({ ...filled, ...given })
    expect('rule' in made ? ruleWords(made.rule) : made.faults).toBe(words)
  })
})

describe('unitWords(unit, product)', () => {
  it('is in the currencies of a product where there is one', () => {
    expect([unitWords('base/s', 'BTC-USD'), unitWords('quote', 'BTC-EUR'), unitWords('base', ''), unitWords('ratio', 'X-Y')]).toEqual([
      'BTC/s',
      'EUR',
      'base',
      'ratio',
    ])
  })
})
