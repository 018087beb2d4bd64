/** A sum that carries what rounding took from it. */
export interface CompensatedSum {
  sum: number
  residue: number
}

/** An empty sum. */
export function compensatedSum(): CompensatedSum {
  return { sum: 0, residue: 0 }
}

/**
 * Adds a term, keeping the low-order part that a plain addition would drop.
 *
 * @see Neumaier (1974), "Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen", https://doi.org/10.1002/zamm.19740540106
 */
export function addTo(total: CompensatedSum, term: number): void {
  const { sum } = total
  const next = sum + term
  total.residue += rounding(sum, term, next)
  total.sum = next
}

/** The sum, its residue included. */
export function valueOf(total: CompensatedSum): number {
  return total.sum + total.residue
}

/** Makes the sum empty. */
export function resetSum(total: CompensatedSum): void {
  total.sum = 0
  total.residue = 0
}

/** Adds a term to one of several sums, which stand in pairs of a sum and its residue. */
export function addAt(sums: Float64Array, index: number, term: number): void {
  const sum = sums[2 * index]!
  const next = sum + term
  sums[2 * index + 1]! += rounding(sum, term, next)
  sums[2 * index] = next
}

/** One of several sums, by itself. */
export function sumAt(sums: Float64Array, index: number): CompensatedSum {
  return { sum: sums[2 * index]!, residue: sums[2 * index + 1]! }
}

/**
 * What rounding took from `next`, the sum of `sum` and `term`: exact, whichever of them is larger, and without asking which.
 *
 * @see Knuth (1997), "The Art of Computer Programming", vol. 2, section 4.2.2, theorem B
 */
function rounding(sum: number, term: number, next: number): number {
  const added = next - sum
  return sum - (next - added) + (term - added)
}
