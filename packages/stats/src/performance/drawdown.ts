/** The deepest fall of a running sum below its highest so far. */
export interface Drawdown {
  /** Depth, in the unit of the steps; 0 where the sum never falls. */
  readonly depth: number
  /** Place of the last high before it: −1 is the start, before the first step. */
  readonly peak: number
  /** Place of the lowest step. */
  readonly trough: number
  /** The step that brought the sum back to the high; `undefined` while it has not been. */
  readonly recovered: number | undefined
}

/** The deepest drawdown of steps that add up from zero; `undefined` without steps. */
export function maxDrawdown(steps: ArrayLike<number>): Drawdown | undefined {
  if (steps.length === 0) return undefined
  let sum = 0
  let high = 0
  let highAt = -1
  let deepest = { depth: 0, peak: -1, trough: -1, high: 0 }
  let recovered: number | undefined
  for (let i = 0; i < steps.length; i++) {
    sum += steps[i]!
    if (high - sum > deepest.depth) {
      deepest = { depth: high - sum, peak: highAt, trough: i, high }
      recovered = undefined
    } else if (recovered === undefined && sum >= deepest.high) recovered = i
    if (sum >= high) {
      high = sum
      highAt = i
    }
  }
  const { depth, peak, trough } = deepest
  return depth === 0 ? { depth, peak, trough, recovered: undefined } : { depth, peak, trough, recovered }
}
