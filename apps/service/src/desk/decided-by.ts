import type { Decision } from '@of/pipeline'
import type { TakenDecision } from '../market/decisions.ts'

/** What the pipeline says of a decision, as the signal that was taken has it. */
export function decidedBy(decision: Decision, signal: TakenDecision['signal']): Decision {
  const { direction, net, reachableNet, strength } = signal
  const contributions = Object.fromEntries(signal.factors.map(({ contribution, factor }) => [factor, contribution]))
  return { ...decision, direction, net, reachableNet, strength, contributions }
}
