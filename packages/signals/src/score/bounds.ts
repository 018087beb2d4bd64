import type { Unit } from '@of/core'
import type { Bound } from '../rules/rule-set.ts'
import { comparisonTexts } from '../text/comparison.ts'

/** Two opposite bounds of a value, in its unit; the two never hold at once. */
export interface Bounds {
  readonly bullish: Bound
  readonly bearish: Bound
}

/** Where a value lies against its bounds. */
export interface Placed {
  /** The bound on the value's side of the middle. */
  readonly threshold: number
  readonly sign: 1 | -1
  /** Whether the value is strictly beyond it. */
  readonly fires: boolean
  /** The value against the bound, such as `+0.31 > +0.20`, or what it would need. */
  readonly text: string
}

/** The number of a bound. */
export function limit(bound: Bound): number {
  return 'above' in bound ? bound.above : bound.below
}

/** Holds a value against its bounds. */
export function place(bounds: Bounds, unit: Unit, value: number): Placed {
  const { fires, operator, sign, threshold } = sideOf(bounds, value)
  const centred = limit(bounds.bullish) + limit(bounds.bearish) === 0
  const [shown, bound] = comparisonTexts({ unit, value, bounds: [threshold], centred })
  return { threshold, sign, fires, text: fires ? `${shown} ${operator} ${bound}` : `${shown}, needs ${operator} ${bound}` }
}

function sideOf({ bullish, bearish }: Bounds, value: number): Omit<Placed, 'text'> & { readonly operator: '>' | '<' } {
  const middle = (limit(bullish) + limit(bearish)) / 2
  const bullishIsUpper = 'above' in bullish
  if (value >= middle) {
    const threshold = limit(bullishIsUpper ? bullish : bearish)
    return { threshold, sign: bullishIsUpper ? 1 : -1, operator: '>', fires: value > threshold }
  }
  const threshold = limit(bullishIsUpper ? bearish : bullish)
  return { threshold, sign: bullishIsUpper ? -1 : 1, operator: '<', fires: value < threshold }
}
