import type { StandingSide } from './standing-book.ts'
import { leftAt, type Wear, wearDown } from './wear.ts'

/** What a market order got. */
export interface Walked {
  /** Base units filled, at most the size asked for. */
  readonly quantity: number
  /** Quote currency paid or got for them. */
  readonly notional: number
}

/** What is left of a size by rounding alone, as a share of it. */
const ROUNDING = 1e-12

/** Walks a market order through a side, past what the arm itself has consumed, and consumes what it takes. */
export function walkSide(side: StandingSide, wear: Wear, size: number): Walked {
  let left = size
  let notional = 0
  for (let level = 0; level < side.levels && left > size * ROUNDING; level++) {
    const price = side.prices[level]!
    const shown = side.sizes[level]!
    const taken = Math.min(left, leftAt(wear, price, shown))
    if (taken === 0) continue
    wearDown(wear, price, { shown, taken })
    notional += price * taken
    left -= taken
  }
  return left > size * ROUNDING ? { quantity: size - left, notional } : { quantity: size, notional }
}
