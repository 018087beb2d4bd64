import { below, type Random } from '../random/random.ts'

/** The values moved on by `by` places, the end joined to the start. */
export function circularShift(values: ArrayLike<number>, by: number): Float64Array {
  const { length } = values
  const start = length === 0 ? 0 : ((by % length) + length) % length
  return Float64Array.from({ length }, (_, i) => values[(i - start + length) % length]!)
}

/**
 * A shift by at least `least` places either way, all equally likely; `undefined` where the series is too short for one. A series shifted against
 * another keeps all dependence of its own and loses what it had with the other.
 */
export function randomShift(length: number, least: number, random: Random): number | undefined {
  const choices = length - 2 * least + 1
  return choices < 1 ? undefined : least + below(random, choices)
}
