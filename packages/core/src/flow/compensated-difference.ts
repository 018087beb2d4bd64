import { addTo, type CompensatedSum, compensatedSum, valueOf } from '../indicator/compensated-sum.ts'

/** The difference of two sums, with what rounding took from either: two large sums that are nearly the same leave no noise. */
export function compensatedDifference(minuend: CompensatedSum, subtrahend: CompensatedSum): number {
  const difference = compensatedSum()
  addTo(difference, minuend.sum)
  addTo(difference, -subtrahend.sum)
  difference.residue += minuend.residue - subtrahend.residue
  return valueOf(difference)
}
