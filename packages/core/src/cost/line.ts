/** A straight line through points, by least squares. */
export interface Line {
  readonly slope: number
  readonly intercept: number
  /** Share of the variance that the line explains, from 0 to 1; `undefined` where there is no variance to explain. */
  readonly r2: number | undefined
  readonly points: number
}

/** The line of least squares; `undefined` under three points, and where all stand above one another. */
export function lineThrough(xs: readonly number[], ys: readonly number[]): Line | undefined {
  const points = Math.min(xs.length, ys.length)
  if (points < 3) return undefined
  const meanX = meanOf(xs, points)
  const meanY = meanOf(ys, points)
  let xx = 0
  let xy = 0
  let yy = 0
  for (let at = 0; at < points; at++) {
    const x = xs[at]! - meanX
    const y = ys[at]! - meanY
    xx += x * x
    xy += x * y
    yy += y * y
  }
  if (!(xx > 0)) return undefined
  const slope = xy / xx
  return { slope, intercept: meanY - slope * meanX, r2: yy > 0 ? Math.min(1, (slope * xy) / yy) : undefined, points }
}

function meanOf(values: readonly number[], count: number): number {
  let sum = 0
  for (let at = 0; at < count; at++) sum += values[at]!
  return sum / count
}
