import { moments } from '@of/stats'

/** Two series that correlate this much are one idea tried twice. */
const ALIKE = 0.8

/**
 * How many different ideas a set of trials amounts to: each series joins the first cluster whose first member it correlates with by 0.8 or more, and begins
 * one where there is none. Series that do not vary are one cluster together.
 */
export function clustersOf(series: readonly Float64Array[]): number {
  const heads: Float64Array[] = []
  let flat = 0
  for (const returns of series) {
    const unit = standardised(returns)
    if (unit === undefined) flat = 1
    else if (!heads.some((head) => correlation(head, unit) >= ALIKE)) heads.push(unit)
  }
  return heads.length + flat
}

/** The series less its mean, of length one. */
function standardised(returns: Float64Array): Float64Array | undefined {
  const found = moments(returns)
  if (found === undefined) return undefined
  const scale = 1 / (found.sd * Math.sqrt(found.n - 1))
  return returns.map((value) => (value - found.mean) * scale)
}

function correlation(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!
  return sum
}
