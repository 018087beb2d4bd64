/** How columns of observations vary together. */
export interface Moments {
  count: number
  readonly means: Float64Array
  /** Sums of products of deviations from the means, row by row. */
  readonly products: Float64Array
}

/** Coefficients of a linear regression. */
export interface Coefficients {
  readonly intercept: number
  /** One a column, in their order. */
  readonly slopes: Float64Array
}

/** A pivot that is no more than this share of the column's own variance is what rounding left of 0. */
const COLLINEAR = 1e-10

/** Moments of nothing yet. */
export function noMoments(columns: number): Moments {
  return { count: 0, means: new Float64Array(columns), products: new Float64Array(columns * columns) }
}

/** Moments of some observations. */
export function momentsOf(observations: Iterable<ArrayLike<number>>, columns: number): Moments {
  const moments = noMoments(columns)
  for (const values of observations) addObservation(moments, values)
  return moments
}

/** Takes in an observation. */
export function addObservation(moments: Moments, values: ArrayLike<number>): void {
  const { means, products } = moments
  const columns = means.length
  moments.count += 1
  const apart = new Float64Array(columns)
  for (let column = 0; column < columns; column++) {
    apart[column] = values[column]! - means[column]!
    means[column]! += apart[column]! / moments.count
  }
  for (let row = 0; row < columns; row++) {
    const left = values[row]! - means[row]!
    for (let column = 0; column < columns; column++) products[row * columns + column]! += left * apart[column]!
  }
}

/**
 * Takes in the moments of other observations of the same columns.
 *
 * @see Chan, Golub, LeVeque (1983), "Algorithms for Computing the Sample Variance", https://doi.org/10.1080/00031305.1983.10483115
 */
export function mergeMoments(moments: Moments, others: Moments): void {
  const { means, products } = moments
  const columns = means.length
  const count = moments.count + others.count
  if (others.count === 0) return
  const apart = means.map((mean, column) => others.means[column]! - mean)
  const weight = (moments.count * others.count) / count
  for (let row = 0; row < columns; row++) {
    for (let column = 0; column < columns; column++) {
      const at = row * columns + column
      products[at]! += others.products[at]! + weight * apart[row]! * apart[column]!
    }
  }
  for (let column = 0; column < columns; column++) means[column]! += (apart[column]! * others.count) / count
  moments.count = count
}

/**
 * Regresses one column on others, with an intercept; `undefined` where there are no more observations than coefficients, and where the others
 * do not vary or are not independent of each other.
 */
export function regress(moments: Moments, on: readonly number[], target: number): Coefficients | undefined {
  const { count, means, products } = moments
  const columns = means.length
  if (count < on.length + 2) return undefined
  const factor = cholesky(on.map((row) => on.map((column) => products[row * columns + column]!)))
  if (factor === undefined) return undefined
  const slopes = solveCholesky(
    factor,
    on.map((row) => products[row * columns + target]!),
  )
  const intercept = on.reduce((rest, column, at) => rest - slopes[at]! * means[column]!, means[target]!)
  return { intercept, slopes }
}

/** Share of a column's variance that its regression on others explains, from 0 to 1; `undefined` where there is none, or no regression. */
export function explainedShare(moments: Moments, on: readonly number[], target: number): number | undefined {
  const { means, products } = moments
  const total = products[target * means.length + target]!
  const fit = regress(moments, on, target)
  if (fit === undefined || !(total > 0)) return undefined
  const explained = on.reduce((sum, column, at) => sum + fit.slopes[at]! * products[column * means.length + target]!, 0)
  return Math.min(1, Math.max(0, explained / total))
}

/** Sum of squared errors that coefficients found elsewhere make on these observations. */
export function squaredErrors(
  { count, means, products }: Moments,
  { intercept, slopes }: Coefficients,
  on: readonly number[],
  target: number,
): number {
  const columns = means.length
  const bias = on.reduce((rest, column, at) => rest - slopes[at]! * means[column]!, means[target]! - intercept)
  let errors = products[target * columns + target]!
  on.forEach((row, i) => {
    errors -= 2 * slopes[i]! * products[row * columns + target]!
    on.forEach((column, j) => (errors += slopes[i]! * slopes[j]! * products[row * columns + column]!))
  })
  return Math.max(0, errors) + count * bias * bias
}

/** The lower triangle of a symmetric matrix; `undefined` where the matrix is not positive. */
function cholesky(matrix: readonly (readonly number[])[]): number[][] | undefined {
  const lower: number[][] = []
  for (const [row, own] of matrix.entries()) {
    const line: number[] = []
    for (let column = 0; column <= row; column++) {
      let rest = own[column]!
      const other = column === row ? line : lower[column]!
      for (let at = 0; at < column; at++) rest -= line[at]! * other[at]!
      if (column < row) line.push(rest / other[column]!)
      else if (rest > COLLINEAR * own[row]!) line.push(Math.sqrt(rest))
      else return undefined
    }
    lower.push(line)
  }
  return lower
}

function solveCholesky(lower: readonly (readonly number[])[], right: readonly number[]): Float64Array {
  const n = right.length
  const solution = Float64Array.from(right)
  for (let row = 0; row < n; row++) {
    for (let at = 0; at < row; at++) solution[row]! -= lower[row]![at]! * solution[at]!
    solution[row]! /= lower[row]![row]!
  }
  for (let row = n - 1; row >= 0; row--) {
    for (let at = row + 1; at < n; at++) solution[row]! -= lower[at]![row]! * solution[at]!
    solution[row]! /= lower[row]![row]!
  }
  return solution
}
