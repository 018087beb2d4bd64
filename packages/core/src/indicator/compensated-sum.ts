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
  const next = total.sum + term
  total.residue += Math.abs(total.sum) >= Math.abs(term) ? total.sum - next + term : term - next + total.sum
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
