import type { Moments } from './moments.ts'
import type { DataEntry } from './registry.ts'

/** What is kept of data before they are tuned on: the last share of their time is held out. Throws a RangeError without moments. */
export function aboutOf(products: readonly Moments[], data: string, holdOutShare: number): DataEntry {
  let fromUs = Infinity
  let toUs = -Infinity
  for (const { timesUs } of products) {
    fromUs = Math.min(fromUs, timesUs[0] ?? Infinity)
    toUs = Math.max(toUs, (timesUs.at(-1) ?? -Infinity) + 1)
  }
  if (!(fromUs < toUs)) throw new RangeError('tuning: expected moments of decision, received none')
  const heldFromUs = Math.floor(toUs - (toUs - fromUs) * holdOutShare)
  return { kind: 'data', data, products: products.map(({ product }) => product), fromUs, toUs, heldFromUs }
}
