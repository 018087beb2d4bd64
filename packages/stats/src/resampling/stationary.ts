import { below, type Random } from '../random/random.ts'

/**
 * The indices of one resample of the stationary bootstrap: runs of consecutive observations whose lengths are geometric with mean `meanBlock`,
 * the end joined to the start. Draws as the reference does: the start, then for each next one whether it jumps, and where to.
 *
 * @see Politis, Romano (1994), "The Stationary Bootstrap", https://doi.org/10.1080/01621459.1994.10476870
 */
export function stationaryIndices(n: number, meanBlock: number, random: Random): Int32Array {
  const indices = new Int32Array(n)
  if (n === 0) return indices
  const jumps = 1 / meanBlock
  let at = below(random, n)
  indices[0] = at
  for (let i = 1; i < n; i++) {
    at = random.unit() < jumps ? below(random, n) : at + 1 === n ? 0 : at + 1
    indices[i] = at
  }
  return indices
}
