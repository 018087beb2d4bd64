import type { Direction } from './signal.ts'

/** LONG above the threshold, SHORT below its mirror image, HOLD on them and between. All in hundredths. */
export function directionOf(net: number, decisionThreshold: number): Direction {
  if (net > decisionThreshold) return 'LONG'
  return net < -decisionThreshold ? 'SHORT' : 'HOLD'
}
