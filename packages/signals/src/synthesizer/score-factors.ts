import { directionOf } from '../score/direction.ts'
import { reasonsOf } from '../score/reasons.ts'
import { signed } from '../text/number.ts'
import type { FactorEvidence, SourceReading } from './source.ts'

/** What factors come to together: the sum of what they added against a threshold, all in whole hundredths. */
export function scoreFactors(factors: readonly FactorEvidence[], decisionThreshold: number): SourceReading {
  let net = 0
  let reachableNet = 0
  for (const { contribution, state, weight } of factors) {
    net += contribution
    if (state !== 'unknown' && state !== 'absent') reachableNet += weight
  }
  const hasFired = factors.some(({ state }) => state === 'fired')
  return {
    direction: directionOf(net, decisionThreshold),
    net,
    decisionThreshold,
    reachableNet,
    abstained: false,
    reasons: hasFired ? reasonsOf(factors, net) : [`No clear edge (net: ${signed(net / 100, 2)})`],
    factors,
  }
}

/** A source that decides nothing, because what it looks at cannot be believed. */
export function abstain(reason: string, decisionThreshold: number): SourceReading {
  return {
    direction: 'HOLD',
    net: null,
    decisionThreshold,
    reachableNet: 0,
    abstained: true,
    reason,
    reasons: [`Abstained: ${reason}`],
    factors: [],
  }
}
