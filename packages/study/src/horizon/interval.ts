import { blockBootstrap, type Estimate, percentileInterval, type Random, studentisedBootstrap, studentisedInterval } from '@of/stats'
import type { Interval } from '../horizon-report.ts'

const DRAWS = 999

/** Draws blocks anew and takes the middle 95 % of what a statistic of them comes to; `null` where it often comes to nothing. */
export function blockInterval<Block>(
  blocks: readonly Block[],
  statistic: (drawn: readonly Block[]) => number | undefined,
  random: Random,
): Interval | null {
  const drawn = blockBootstrap({ blocks: blocks.map((_, at) => [at]), draws: DRAWS, random }, (indices) =>
    statistic(Array.from(indices, (at) => blocks[at]!)),
  )
  const interval = drawn && percentileInterval(drawn)
  return interval === undefined ? null : [interval.low, interval.high]
}

/**
 * The same of the mean of one figure a block, each draw measured in its own standard error: of few blocks that misses the truth less often.
 * `null` where all are the same.
 *
 * @see Efron, Tibshirani (1993), "An Introduction to the Bootstrap", section 12.5
 */
export function meanInterval(values: readonly number[], random: Random): Interval | null {
  const drawn = studentisedBootstrap({ n: values.length, meanBlock: 1, draws: DRAWS, random }, (indices) => meanOf(values, indices))
  const interval = drawn && studentisedInterval(drawn)
  return interval === undefined ? null : [interval.low, interval.high]
}

function meanOf(values: readonly number[], indices: Int32Array): Estimate | undefined {
  const n = indices.length
  if (n < 2) return undefined
  let sum = 0
  for (const at of indices) sum += values[at]!
  const value = sum / n
  let squares = 0
  for (const at of indices) squares += (values[at]! - value) * (values[at]! - value)
  return { value, se: Math.sqrt(squares / (n - 1) / n) }
}
