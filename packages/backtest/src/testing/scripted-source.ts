import type { Direction, SignalSource } from '@of/signals'

/** What a scripted source says at a moment. */
export type Line = Direction | 'abstained'

/** Says one line after another, a moment of decision each, and HOLD when it has no more. */
export function scriptedSource(lines: readonly Line[]): SignalSource<{ said: number }> {
  return {
    name: 'script',
    inputs: { features: [], bars: false },
    lookBackUs: Infinity,
    init: () => ({ said: 0 }),
    decide(state) {
      const line = lines[state.said] ?? 'HOLD'
      state.said += 1
      const abstained = line === 'abstained'
      return {
        direction: abstained ? 'HOLD' : line,
        net: abstained ? null : 0,
        decisionThreshold: 0,
        reachableNet: 0,
        abstained,
        ...(abstained ? { reason: 'so it is written' } : {}),
        reasons: [],
        factors: [],
      }
    },
  }
}
