import { type Interval, meanBlockLength, meanOf, percentileInterval, type Random, stationaryBootstrap } from '@of/stats'

/** Fewer trades than this have no interval. */
const LEAST = 30

const DRAWS = 2_000

/** A 95 % interval of the mean of what follows each other, by the stationary bootstrap; `null` of fewer than 30. */
export function meanIntervalOf(values: readonly number[], random: Random): Interval | null {
  if (values.length < LEAST) return null
  const meanBlock = Math.max(1, meanBlockLength(values) ?? 1)
  const drawn = stationaryBootstrap({ n: values.length, meanBlock, draws: DRAWS, random }, (indices) => {
    let sum = 0
    for (const index of indices) sum += values[index]!
    return sum / indices.length
  })
  return (
    (drawn && percentileInterval(drawn)) ??
    (values.every((value) => value === values[0]) ? { low: meanOf(values), high: meanOf(values) } : null)
  )
}
