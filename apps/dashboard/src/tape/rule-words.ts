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
