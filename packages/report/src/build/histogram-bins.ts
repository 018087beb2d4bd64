import type { HistogramFigure } from '../document/figure.ts'

const BINS = 24
/** Widths of bins, times a power of ten. */
const STEPS = [1, 2, 2.5, 5, 10]

/** About two dozen bins of one round width that hold all values; each holds its lower edge. */
export function histogramBins(values: readonly number[]): HistogramFigure['bins'] {
  if (values.length === 0) return []
  const low = values.reduce((a, b) => Math.min(a, b))
  const high = values.reduce((a, b) => Math.max(a, b))
  const width = roundAbove((high - low) / BINS)
  const first = Math.floor(low / width)
  const counts = Array.from({ length: Math.floor(high / width) - first + 1 }, () => 0)
  for (const value of values) counts[Math.floor(value / width) - first]! += 1
  return counts.map((count, index) => ({ from: (first + index) * width, to: (first + index + 1) * width, count }))
}

/** Values nearer to each other than this are the same to a reader. */
const FINEST = 1e-9

/** The least round width that is not below a number; 1 for what is too fine to be told apart. */
function roundAbove(width: number): number {
  if (!(width > FINEST)) return 1
  let power = 1
  while (power * 10 <= width) power *= 10
  while (power > width) power /= 10
  return (STEPS.find((step) => step * power >= width) ?? 10) * power
}
