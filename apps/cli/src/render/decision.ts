import type { Us } from '@of/core'
import type { PipelineEvent } from '@of/pipeline'
import { isoTime } from '../input/time.ts'

/** A decision that fell due. */
export type DecisionEvent = Extract<PipelineEvent, { readonly kind: 'decision' }>

/** A decision in one line, with its line break. */
export function decisionLine({ decision, product }: DecisionEvent, simulated: boolean): string {
  const { abstained, direction, net, reachableNet, reason, timeUs } = decision
  const said = abstained || net === null ? `net n/a: ${reason ?? 'abstained'}` : `net ${signed(net)} of ±${reachableNet}`
  return `${timeOfDay(timeUs)}  ${product}  ${direction.padEnd(5)}  ${said}${simulated ? '  SIMULATED' : ''}\n`
}

/** A decision as one JSON object on one line, with its line break. */
export function decisionObject(event: DecisionEvent, simulated: boolean): string {
  return `${JSON.stringify({ ...event, simulated })}\n`
}

function signed(net: number): string {
  return net > 0 ? `+${net}` : String(net).replace('-', '−')
}

function timeOfDay(timeUs: Us): string {
  return isoTime(timeUs).slice(0, 19).replace('T', ' ')
}
