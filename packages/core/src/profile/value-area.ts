/** The value area of some rows: the prices around the point of control at which most of the volume traded. */
export interface ValueArea {
  /** The row of the point of control. */
  readonly poc: number
  /** The lowest row. */
  readonly low: number
  /** The highest row. */
  readonly high: number
  /** Share of the volume that it holds, from 0 to 1: at least the share asked for, often more. */
  readonly share: number
}

/**
 * The row with the largest volume; `undefined` where there are no rows.
 *
 * Among equals the one closest to the middle of the range, then the one on the side of the middle that has more volume,
 * then the lower one.
 */
export function pointOfControl(volumes: ArrayLike<number>): number | undefined {
  const last = volumes.length - 1
  let best = 0
  for (let row = 1; row <= last; row++) {
    const closer = Math.abs(2 * row - last) < Math.abs(2 * best - last)
    if (volumes[row]! > volumes[best]! || (volumes[row] === volumes[best] && closer)) best = row
  }
  const mirrored = last - best
  if (volumes[mirrored] === volumes[best] && upperSurplus(volumes) > 0) best = mirrored
  return last < 0 ? undefined : best
}

/**
 * The rows around the point of control that hold at least a `share` of the volume, 0.7 unless given; `undefined` where there is no volume.
 *
 * The two rows above are compared with the two below, fewer at an edge, and the pair with more volume is added, the upper
 * one of two equals. With a `step` of 1 rows are compared one by one. Throws a RangeError for a share outside (0, 1].
 *
 * @see Chicago Board of Trade (1996), "A Six-Part Study Guide to Market Profile"
 */
export function valueArea(
  volumes: ArrayLike<number>,
  options: { readonly share?: number; readonly step?: 1 | 2 } = {},
): ValueArea | undefined {
  const { share = 0.7, step = 2 } = options
  if (!(share > 0 && share <= 1)) throw new RangeError(`valueArea: share must be above 0 and at most 1, was ${share}`)
  const poc = pointOfControl(volumes)
  const last = volumes.length - 1
  const total = sumOf(volumes, 0, last)
  if (poc === undefined || !(total > 0)) return undefined

  let low = poc
  let high = poc
  let captured = volumes[poc]!
  // Sums of decimals reach a share that they exactly make up only to the last bit.
  const wanted = share * total * (1 - 1e-12)
  while (captured < wanted && (low > 0 || high < last)) {
    const above = sumOf(volumes, high + 1, Math.min(last, high + step))
    const below = sumOf(volumes, Math.max(0, low - step), low - 1)
    if (high < last && above >= below) {
      high = Math.min(last, high + step)
      captured += above
    } else {
      low = Math.max(0, low - step)
      captured += below
    }
  }
  return { poc, low, high, share: Math.min(1, captured / total) }
}

/** Volume above the middle of the range less volume below it. */
function upperSurplus(volumes: ArrayLike<number>): number {
  const half = Math.floor(volumes.length / 2)
  return sumOf(volumes, volumes.length - half, volumes.length - 1) - sumOf(volumes, 0, half - 1)
}

function sumOf(volumes: ArrayLike<number>, from: number, to: number): number {
  let sum = 0
  for (let row = from; row <= to; row++) sum += volumes[row]!
  return sum
}
