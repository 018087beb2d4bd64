import type { AlertRule, AnswerOf } from '@of/api'

/** What a feature is. */
export type FeatureSpec = AnswerOf<'featureSpecs'>[number]

type When = AlertRule['when']
type SignalWord = Extract<When, { on: 'signal' }>['to'][number]
type Fault = Extract<When, { on: 'quality' }>['of'][number]

/** Conditions that can be chosen, each by its name. */
export const choices = {
  signal: 'signal becomes …',
  whale: 'whale of at least …',
  above: 'feature above …',
  below: 'feature below …',
  quality: 'data: …',
} as const

/** The name of such a condition. */
export type Choice = keyof typeof choices

/** What a signal can become. */
export const signalWords: readonly SignalWord[] = ['LONG', 'SHORT', 'HOLD', 'abstained']

/** What can be wrong with data. */
export const faults: readonly Fault[] = ['book-lost', 'stale', 'trades-missing', 'store', 'audit']

/** A form as it is filled in: texts as they were typed. */
export interface Given {
  readonly choice: Choice
  /** All where it is empty. */
  readonly product: string
  readonly quiet: string
  readonly value: string
  readonly feature: FeatureSpec | undefined
  readonly signals: readonly SignalWord[]
  readonly faults: readonly Fault[]
}

/** What is wrong with a form, by the field that it is wrong with. */
export type FormFaults = { readonly [Field in 'value' | 'feature' | 'quiet' | 'what']?: string }

/** The most seconds for which a rule may be quiet. */
const MOST_QUIET = 86_400

/** The rule that a form asks for, or what keeps it from being one. */
export function ruleOf(given: Given): { readonly rule: AlertRule } | { readonly faults: FormFaults } {
  const { product, quiet } = given
  const when = conditionOf(given)
  const quietSeconds = numberOf(quiet)
  const isQuiet = Number.isInteger(quietSeconds) && quietSeconds >= 0 && quietSeconds <= MOST_QUIET
  const quietFault = isQuiet ? {} : { quiet: `expected whole seconds from 0 to 86,400, received ${named(quiet)}` }
  if ('faults' in when) return { faults: { ...when.faults, ...quietFault } }
  if (!isQuiet) return { faults: quietFault }
  return { rule: { id: idOf(when.when, product), ...(product === '' ? {} : { products: [product] }), when: when.when, quietSeconds } }
}

function conditionOf({
  choice,
  faults: of,
  feature,
  signals: to,
  value,
}: Given): { readonly when: When } | { readonly faults: FormFaults } {
  if (choice === 'signal')
    return to.length === 0 ? { faults: { what: 'expected at least one, received none' } } : { when: { on: 'signal', to: [...to] } }
  if (choice === 'quality')
    return of.length === 0 ? { faults: { what: 'expected at least one, received none' } } : { when: { on: 'quality', of: [...of] } }
  const number = numberOf(value)
  if (choice === 'whale')
    return number > 0
      ? { when: { on: 'whale', minNotional: number } }
      : { faults: { value: `expected an amount above 0, received ${named(value)}` } }
  if (feature === undefined) return { faults: { feature: 'expected a feature, received none' } }
  const [least, most] = feature.range
  if (!Number.isFinite(number) || number < (least ?? -Infinity) || number > (most ?? Infinity))
    return { faults: { value: `expected ${rangeWords(feature)}, received ${named(value)}` } }
  return { when: { on: 'feature', feature: feature.name, is: choice, value: number } }
}

/** What a value of a feature can be, in words. */
export function rangeWords({ range: [least, most] }: FeatureSpec): string {
  if (least !== null && most !== null) return `a number from ${least} to ${most}`
  return least !== null ? `a number of at least ${least}` : most !== null ? `a number of at most ${most}` : 'a number'
}

/** A unit as it is for a product: its own currencies where one is chosen. */
export function unitWords(unit: string, product: string): string {
  const [base = 'base', quote = 'quote'] = product === '' ? [] : product.split('-')
  return unit.replace(/^base\b/, base).replace(/^quote\b/, quote)
}

/** A number as it is typed, with commas between thousands or without; `NaN` where it is none. */
function numberOf(typed: string): number {
  const text = typed.trim().replaceAll(',', '').replace('−', '-')
  return text === '' || !Number.isFinite(Number(text)) ? Number.NaN : Number(text)
}

function named(typed: string): string {
  return typed.trim() === '' ? 'nothing' : typed.trim()
}

/** The same for the same wish, so that it is not there twice. */
function idOf(when: When, product: string): string {
  return slug([product === '' ? 'all' : product, ...partsOf(when)].join('-'))
}

function partsOf(when: When): readonly string[] {
  switch (when.on) {
    case 'signal':
      return ['signal', ...when.to]
    case 'quality':
      return ['data', ...when.of]
    case 'whale':
      return ['whale', digitsOf(when.minNotional)]
    case 'feature':
      return [when.is, when.feature, digitsOf(when.value)]
  }
}

/** A number in letters and digits: no two numbers in the same. */
function digitsOf(value: number): string {
  return String(value).replaceAll('-', 'm').replaceAll('+', '').replaceAll('.', 'p')
}

/** Lower-case letters, digits and dashes, as ids of rules are. */
function slug(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 60)
}
