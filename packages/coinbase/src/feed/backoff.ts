import type { Us } from '@of/core'

/** How long to wait at most after the first failure, and after many. */
export interface Backoff {
  readonly firstUs: Us
  readonly mostUs: Us
}

/**
 * How long to wait after the `attempt`-th failure in a row, from 1: anything up to a bound that doubles each time, so that many who failed
 * together do not come back together. `random` is from 0 up to, not including, 1.
 *
 * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/ (full jitter)
 */
export function backoffUs({ firstUs, mostUs }: Backoff, attempt: number, random: number): Us {
  return Math.floor(random * boundUs({ firstUs, mostUs }, attempt))
}

/** The bound of that wait. */
export function boundUs({ firstUs, mostUs }: Backoff, attempt: number): Us {
  let boundedUs = firstUs
  for (let n = 1; n < attempt && boundedUs < mostUs; n++) boundedUs *= 2
  return Math.min(boundedUs, mostUs)
}
