import { featureNames, featureTable } from '@of/core'
import * as z from 'zod'
import type { Condition, FactorRule, FactorWords, RuleSet } from './rule-set.ts'
import { RuleSetError, type RuleSetIssue } from './rule-set-error.ts'
import { ruleSetHash } from './rule-set-hash.ts'

// Objects are strict: a misspelt `conditions` would otherwise leave a factor without its noise filter.

const expected =
  (what: string) =>
  ({ input }: { readonly input: unknown }): string =>
    input === undefined ? `expected ${what}` : `expected ${what}, received ${shown(input)}`

const hundredths = (what: string) => expected(`a whole number of hundredths, ${what}`)
const notEmpty = { error: expected('a text that is not empty') }
const label = z.string(notEmpty).min(1, notEmpty)
const feature = z.enum(featureNames, { error: expected('the name of a feature') })
const condition = { feature, words: label.exactOptional() }

const bound = z.union([z.strictObject({ above: z.number() }), z.strictObject({ below: z.number() })], {
  error: expected('{ above: number } or { below: number }'),
})

const conditions: z.ZodType<Condition> = z.union(
  [
    z.strictObject({ ...condition, atLeast: z.number() }),
    z.strictObject({ ...condition, absAtLeast: z.number().positive({ error: expected('a number above 0') }) }),
    z.strictObject({
      ...condition,
      outside: z.tuple([z.number(), z.number()]).refine(([low, high]) => low <= high, { error: expected('[low, high]') }),
    }),
  ],
  { error: expected('a feature with atLeast: number, absAtLeast: number or outside: [low, high]') },
)

const words: z.ZodType<FactorWords> = z.strictObject({
  label: label.exactOptional(),
  bullish: label.exactOptional(),
  bearish: label.exactOptional(),
})

const factorRule: z.ZodType<FactorRule> = z
  .strictObject({
    factor: label,
    source: z.enum(['book', 'trades', 'history'], { error: expected('book, trades or history') }),
    feature,
    weight: z.int({ error: hundredths('above 0') }).positive({ error: hundredths('above 0') }),
    bullish: bound,
    bearish: bound,
    conditions: z.array(conditions).exactOptional(),
    words: words.exactOptional(),
  })
  .check(({ value, issues }) => {
    const complain = (path: string, message: string): void => void issues.push({ code: 'custom', path: [path], message, input: value })
    const { source } = featureTable[value.feature]
    if (value.source !== source) complain('source', `expected ${source} for ${value.feature}, received ${value.source}`)
    const { bullish, bearish } = value
    if ('above' in bullish) {
      if (!('below' in bearish && bearish.below <= bullish.above)) complain('bearish', `expected below: ${bullish.above} or less`)
    } else if (!('above' in bearish && bearish.above >= bullish.below)) complain('bearish', `expected above: ${bullish.below} or more`)
  })

const ruleSetSchema: z.ZodType<RuleSet> = z
  .strictObject({
    schema: z.literal(1, { error: expected('1') }),
    name: label,
    decisionThreshold: z.int({ error: hundredths('0 or more') }).nonnegative({ error: hundredths('0 or more') }),
    factors: z.array(factorRule).min(1, { error: 'expected at least one factor' }),
  })
  .check(({ value, issues }) => {
    value.factors.forEach(({ factor }, at) => {
      if (value.factors.findIndex((other) => other.factor === factor) < at)
        issues.push({
          code: 'custom',
          path: ['factors', at, 'factor'],
          message: `expected a name used once, received ${factor}`,
          input: factor,
        })
    })
  })

const hashes = new WeakMap<RuleSet, string>()

/**
 * Reads a rule set from foreign data, and freezes it.
 *
 * @throws {RuleSetError} with the path of everything that is wrong
 */
export function parseRuleSet(data: unknown): RuleSet {
  const result = ruleSetSchema.safeParse(data)
  if (!result.success) throw new RuleSetError(result.error.issues.map(issueFrom))
  const ruleSet = deepFreeze(result.data)
  hashes.set(ruleSet, ruleSetHash(ruleSet))
  return ruleSet
}

/**
 * The hash of a rule set that may be scored with. One that was read here is known and cannot have changed since; any other is checked.
 *
 * @throws {RuleSetError} with the path of everything that is wrong
 */
export function checkedHash(ruleSet: RuleSet): string {
  return hashes.get(ruleSet) ?? ruleSetHash(parseRuleSet(ruleSet))
}

function issueFrom({ path, message }: z.core.$ZodIssue): RuleSetIssue {
  const text = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('')
  return { path: text.replace(/^\./, ''), message: message.charAt(0).toLowerCase() + message.slice(1) }
}

function shown(input: unknown): string {
  return typeof input === 'number' ? String(input) : JSON.stringify(input)
}

function deepFreeze<T extends object>(value: T): T {
  for (const item of Object.values(value)) if (item !== null && typeof item === 'object') deepFreeze(item)
  return Object.freeze(value)
}
