import type { Sources } from '@of/core'
import { checkedHash } from '../rules/parse-rule-set.ts'
import { presets } from '../rules/presets.ts'
import type { RuleSet } from '../rules/rule-set.ts'
import { directionOf } from './direction.ts'
import { readFactor } from './factor.ts'
import { type SignalInput, sourceFault } from './inputs.ts'
import { reasonsOf } from './reasons.ts'
import type { Signal } from './signal.ts'

/**
 * Turns features into a signal that explains itself. The same input always gives the same signal.
 *
 * @throws {RuleSetError} for a rule set that is not valid
 */
export function analyze(input: SignalInput, ruleSet: RuleSet = presets.default): Signal {
  const hash = checkedHash(ruleSet)
  const { name, decisionThreshold } = ruleSet
  const factors = ruleSet.factors.map((rule) => readFactor(rule, input))
  const known = factors.filter(({ state }) => state !== 'unknown' && state !== 'absent')
  const common = { decisionThreshold, reachableNet: sum(known.map(({ weight }) => weight)), ruleSet: { name, hash }, factors }

  const reason = faultOf(input.sources)
  if (reason !== undefined) {
    return { direction: 'HOLD', strength: 0, net: null, abstained: true, reason, ...common, reasons: [`Abstained: ${reason}`] }
  }
  // Whole hundredths add up exactly; as fractions, .15 + .15 + .10 lands on either side of .40.
  const net = sum(factors.map(({ contribution }) => contribution))
  const direction = directionOf(net, decisionThreshold)
  const strength = direction === 'HOLD' ? 0 : Math.min(1, Math.abs(net) / 100)
  return { direction, strength, net, abstained: false, ...common, reasons: reasonsOf(factors, net) }
}

function faultOf({ book, trades }: Sources): string | undefined {
  const faults = Object.entries({ book, trades }).flatMap(([source, health]) =>
    health.state === 'unhealthy' ? [sourceFault(source, health.reason)] : [],
  )
  return faults.length > 0 ? faults.join('; ') : undefined
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
