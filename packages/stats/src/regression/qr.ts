/** Columns made orthonormal, and the triangle that makes them: X = QR. */
export interface QrFactors {
  /** Orthonormal columns. */
  readonly q: readonly Float64Array[]
  /** Upper triangle, by row. */
  readonly r: readonly Float64Array[]
}

/** The sine under which a column counts as a combination of those before it. @see R, `lm`, `tol = 1e-7` */
const COLLINEAR = 1e-7

/**
 * X = QR by Gram and Schmidt, modified and made twice, which is as orthogonal as Householder's; `undefined` where a column is a combination of
 * those before it.
 *
 * @see Björck (1996), "Numerical Methods for Least Squares Problems", §2.4.5: twice is enough
 */
export function qrOf(columns: readonly Float64Array[]): QrFactors | undefined {
  const q: Float64Array[] = []
  const r = columns.map(() => new Float64Array(columns.length))
  for (const [at, column] of columns.entries()) {
    const rest = Float64Array.from(column)
    const length = norm(column)
    for (let pass = 0; pass < 2; pass++) {
      for (const [before, direction] of q.entries()) {
        const along = dot(direction, rest)
        r[before]![at]! += along
        addScaled(rest, direction, -along)
      }
    }
    const left = norm(rest)
    if (!(left > COLLINEAR * length)) return undefined
    r[at]![at] = left
    for (let i = 0; i < rest.length; i++) rest[i]! /= left
    q.push(rest)
  }
  return { q, r }
}

/** The x of Rx = b. */
export function solveUpper(r: readonly Float64Array[], b: ArrayLike<number>): Float64Array {
  const x = Float64Array.from(b)
  for (let row = x.length - 1; row >= 0; row--) {
    for (let column = row + 1; column < x.length; column++) x[row]! -= r[row]![column]! * x[column]!
    x[row]! /= r[row]![row]!
  }
  return x
}

/** The x of Rᵀx = b. */
export function solveLower(r: readonly Float64Array[], b: ArrayLike<number>): Float64Array {
  const x = Float64Array.from(b)
  for (let row = 0; row < x.length; row++) {
    for (let column = 0; column < row; column++) x[row]! -= r[column]![row]! * x[column]!
    x[row]! /= r[row]![row]!
  }
  return x
}

/** The sum of products, pair by pair. */
export function dot(xs: Float64Array, ys: Float64Array): number {
  let sum = 0
  for (let i = 0; i < xs.length; i++) sum += xs[i]! * ys[i]!
  return sum
}

function norm(xs: Float64Array): number {
  return Math.sqrt(dot(xs, xs))
}

function addScaled(xs: Float64Array, ys: Float64Array, scale: number): void {
  for (let i = 0; i < xs.length; i++) xs[i]! += scale * ys[i]!
}
