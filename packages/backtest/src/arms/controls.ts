import type { Direction, SignalSource, SourceReading } from '@of/signals'
import { sfc32 } from '@of/stats'

/** Says the same at every moment: what an arm must beat to be worth its rules. */
export function alwaysSource(direction: Direction): SignalSource<null> {
  return control(`always ${direction}`, () => direction)
}

/** Says LONG, SHORT or HOLD by dice, each as often as the others: it knows nothing, so what it earns is chance and costs. */
export function diceSource(seed: number): SignalSource<null> {
  const sides = ['LONG', 'SHORT', 'HOLD'] as const
  return control(`dice ${seed}`, (product, timeUs) => sides[Math.floor(3 * sfc32(seed, `${product} ${timeUs}`).unit())]!)
}

const nets = { LONG: 100, SHORT: -100, HOLD: 0 } as const

function control(name: string, directionAt: (product: string, timeUs: number) => Direction): SignalSource<null> {
  return {
    name,
    inputs: { features: [], bars: false },
    lookBackUs: 0,
    init: () => null,
    decide(_state, { product, timeUs }): SourceReading {
      const direction = directionAt(product, timeUs)
      return {
        direction,
        net: nets[direction],
        decisionThreshold: 0,
        reachableNet: 100,
        abstained: false,
        reasons: [`${direction} without looking at anything`],
        factors: [],
      }
    },
  }
}
