/** The direction in which something varies most, and how much of all its variance that is. */
export interface Principal {
  /** A weight a dimension; their magnitudes add up to 1, and they add up to no less than 0. */
  readonly weights: Float64Array
  /** Share of the variance, from 0 to 1. */
  readonly explained: number
}

const MOST_SWEEPS = 64
const NEGLIGIBLE = 1e-30

/**
 * First principal component of a covariance matrix, given row by row; `undefined` where nothing varies. The eigenvectors are found by Jacobi's
 * rotations, which are exact to rounding however close the variances lie.
 *
 * @see Golub, Van Loan (2013), "Matrix Computations", section 8.5
 */
export function firstPrincipal(covariance: ArrayLike<number>, dimensions: number): Principal | undefined {
  const matrix = Float64Array.from(covariance)
  const vectors = identity(dimensions)
  const total = trace(matrix, dimensions)
  if (!(total > 0)) return undefined
  for (let sweep = 0; sweep < MOST_SWEEPS && offDiagonal(matrix, dimensions) > NEGLIGIBLE * total * total; sweep++) {
    for (let p = 0; p < dimensions; p++) for (let q = p + 1; q < dimensions; q++) rotate({ matrix, vectors }, dimensions, p, q)
  }
  let best = 0
  for (let at = 1; at < dimensions; at++) {
    if (matrix[at * dimensions + at]! > matrix[best * dimensions + best]!) best = at
  }
  const column = Float64Array.from({ length: dimensions }, (_, row) => vectors[row * dimensions + best]!)
  return { weights: normalised(column), explained: matrix[best * dimensions + best]! / total }
}

function normalised(vector: Float64Array): Float64Array {
  let sum = 0
  let magnitude = 0
  for (const value of vector) {
    sum += value
    magnitude += Math.abs(value)
  }
  const scale = (sum < 0 ? -1 : 1) / magnitude
  return vector.map((value) => value * scale)
}

/** A covariance matrix on its way to a diagonal one, and the directions it is seen along. */
interface Rotated {
  readonly matrix: Float64Array
  readonly vectors: Float64Array
}

/** An angle. */
interface Angle {
  readonly cosine: number
  readonly sine: number
}

/** Turns the plane of two dimensions so that they no longer vary together. */
function rotate({ matrix, vectors }: Rotated, n: number, p: number, q: number): void {
  const apq = matrix[p * n + q]!
  if (apq === 0) return
  const theta = (matrix[q * n + q]! - matrix[p * n + p]!) / (2 * apq)
  const tangent = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1))
  const cosine = 1 / Math.sqrt(tangent * tangent + 1)
  const angle = { cosine, sine: tangent * cosine }
  for (let k = 0; k < n; k++) turn(matrix, k * n + p, k * n + q, angle)
  for (let k = 0; k < n; k++) turn(matrix, p * n + k, q * n + k, angle)
  for (let k = 0; k < n; k++) turn(vectors, k * n + p, k * n + q, angle)
}

function turn(values: Float64Array, first: number, second: number, { cosine, sine }: Angle): void {
  const a = values[first]!
  const b = values[second]!
  values[first] = cosine * a - sine * b
  values[second] = sine * a + cosine * b
}

function identity(n: number): Float64Array {
  return Float64Array.from({ length: n * n }, (_, at) => (at % (n + 1) === 0 ? 1 : 0))
}

function trace(matrix: Float64Array, n: number): number {
  let sum = 0
  for (let at = 0; at < n; at++) sum += matrix[at * n + at]!
  return sum
}

function offDiagonal(matrix: Float64Array, n: number): number {
  let sum = 0
  for (let row = 0; row < n; row++) {
    for (let column = 0; column < n; column++) if (row !== column) sum += matrix[row * n + column]! * matrix[row * n + column]!
  }
  return sum
}
