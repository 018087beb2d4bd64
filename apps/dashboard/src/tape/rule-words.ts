import type { AlertRule } from '@of/api'
import { money } from '../format/number.ts'

type Condition = AlertRule['when']

/** What a rule watches, in words. */
export function ruleWords({ products, quietSeconds, when }: AlertRule): string {
  const of = products === undefined ? 'any product' : products.join(', ')
  return `${conditionWords(when)}, ${of}${quietSeconds > 0 ? `, at most every ${quietSeconds} s` : ''}`
}

function conditionWords(when: Condition): string {
  switch (when.on) {
    case 'feature':
      return `${when.feature} ${when.is === 'above' ? '>' : '<'} ${when.value}`
    case 'signal':
      return `signal becomes ${when.to.join(' or ')}`
    case 'whale':
      return `whale ≥ ${money(when.minNotional)}`
    case 'quality':
      return when.of.map((fault) => fault.replace('-', ' ')).join(' or ')
  }
}

/** Conditions that can be added by choosing them, each by its name. */
export const choices = {
  signal: 'signal becomes LONG or SHORT',
  whale: 'whale of at least …',
  above: 'feature above …',
  below: 'feature below …',
  quality: 'book lost, stale, or trades missing',
} as const

/** The name of such a condition. */
export type Choice = keyof typeof choices

/** What of a form is needed besides the choice: nothing is `undefined` where it is. */
export interface Given {
  readonly choice: Choice
  readonly feature: string
  readonly value: number
}

/** The rule that a form asks for, of one product; `undefined` where it lacks a feature or a number. */
export function ruleOf({ choice, feature, value }: Given, product: string): AlertRule | undefined {
  const when = conditionOf({ choice, feature, value })
  if (when === undefined) return undefined
  const id = [choice, product, when.on === 'feature' ? feature : '', choice === 'signal' || choice === 'quality' ? '' : String(value)]
  return { id: slug(id.filter((part) => part !== '').join('-')), products: [product], when, quietSeconds: 60 }
}

function conditionOf({ choice, feature, value }: Given): Condition | undefined {
  if (choice === 'signal') return { on: 'signal', to: ['LONG', 'SHORT'] }
  if (choice === 'quality') return { on: 'quality', of: ['book-lost', 'stale', 'trades-missing'] }
  if (!Number.isFinite(value)) return undefined
  if (choice === 'whale') return value > 0 ? { on: 'whale', minNotional: value } : undefined
  return feature === '' ? undefined : { on: 'feature', feature, is: choice, value }
}

/** Lower-case letters, digits and dashes, as ids of rules are. */
function slug(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 60)
}
