import { alertRule } from '@of/api'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Choice, choices, ruleOf, ruleWords } from './rule-words.ts'

describe('ruleOf(given, product)', () => {
  it('is a rule that the service takes, whatever is chosen and given', () => {
    const given = fc.record({
      choice: fc.constantFrom<Choice[]>('signal', 'whale', 'above', 'below', 'quality'),
      feature: fc.constantFrom('', 'imbalance10', 'vwapDeviation'),
      value: fc.oneof(fc.double(), fc.constantFrom(0, Number.NaN)),
    })
    fc.assert(
      fc.property(given, (asked) => {
        const rule = ruleOf(asked, 'BTC-USD')
        const lacks =
          (asked.choice === 'whale' && !(asked.value > 0 && Number.isFinite(asked.value))) ||
          ((asked.choice === 'above' || asked.choice === 'below') && (asked.feature === '' || !Number.isFinite(asked.value)))
        expect(rule === undefined).toBe(lacks)
        if (rule !== undefined) expect(alertRule.parse(rule)).toEqual(rule)
      }),
      { numRuns: 60 },
    )
  })

  it('has the same id for the same wish, so that it is not there twice', () => {
    const wish = { choice: 'whale' as const, feature: '', value: 250_000 }
    expect(ruleOf(wish, 'BTC-USD')?.id).toBe('whale-btc-usd-250000')
  })
})

describe('ruleWords(rule)', () => {
  it.each<[Choice, string]>([
    ['signal', 'signal becomes LONG or SHORT, BTC-USD, at most every 60 s'],
    ['whale', 'whale ≥ $5, BTC-USD, at most every 60 s'],
    ['above', 'imbalance10 > 5, BTC-USD, at most every 60 s'],
    ['below', 'imbalance10 < 5, BTC-USD, at most every 60 s'],
    ['quality', 'book lost or stale or trades missing, BTC-USD, at most every 60 s'],
  ])('says %s', (choice, words) => {
    expect(Object.keys(choices)).toContain(choice)
    expect(ruleWords(ruleOf({ choice, feature: 'imbalance10', value: 5 }, 'BTC-USD')!)).toBe(words)
  })
})
