/** A pivot this small is what rounding left of 0. */
const NOTHING = 1e-12

/**
 * Solves a system of linear equations, its matrix given row by row, by elimination with the largest pivot; `undefined` where the matrix, whose
 * entries are of the order of 1, is singular.
 */
export function solve(matrix: Float64Array, right: Float64Array): Float64Array | undefined {
  const n = right.length
  const rows = Array.from({ length: n }, (_, row) => Float64Array.of(...matrix.subarray(row * n, (row + 1) * n), right[row]!))
  for (let column = 0; column < n; column++) {
    let pivot = column
    for (let row = column + 1; row < n; row++) if (Math.abs(rows[row]![column]!) > Math.abs(rows[pivot]![column]!)) pivot = row
    const top = rows[pivot]!
    if (Math.abs(top[column]!) < NOTHING) return undefined
    rows[pivot] = rows[column]!
    rows[column] = top
    for (let row = column + 1; row < n; row++) {
      const factor = rows[row]![column]! / top[column]!
      for (let at = column; at <= n; at++) rows[row]![at]! -= factor * top[at]!
    }
  }
  const solution = new Float64Array(n)
  for (let row = n - 1; row >= 0; row--) {
    let sum = rows[row]![n]!
    for (let at = row + 1; at < n; at++) sum -= rows[row]![at]! * solution[at]!
    solution[row] = sum / rows[row]![row]!
  }
  return solution
}
