import { below, coin, type Random } from '../random/random.ts'

/** The indices of runs of equal keys, in order: the days of observations whose keys are their days. */
export function blocksOf(keys: ArrayLike<number>): Int32Array[] {
  const blocks: Int32Array[] = []
  for (let start = 0; start < keys.length;) {
    let end = start + 1
    while (end < keys.length && keys[end] === keys[start]) end += 1
    blocks.push(Int32Array.from({ length: end - start }, (_, i) => start + i))
    start = end
  }
  return blocks
}

/** The indices of one resample of whole blocks, as many as there are, drawn with replacement: dependence inside a block stays as it is. */
export function blockIndices(blocks: readonly ArrayLike<number>[], random: Random): Int32Array {
  const chosen = blocks.map(() => blocks[below(random, blocks.length)]!)
  const indices = new Int32Array(chosen.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const block of chosen) {
    indices.set(block, at)
    at += block.length
  }
  return indices
}

/** The values with the sign of each block turned round or not, by a fair coin: a null that keeps volatility and dependence inside blocks. */
export function signFlipped(values: ArrayLike<number>, blocks: readonly ArrayLike<number>[], random: Random): Float64Array {
  const flipped = Float64Array.from(values)
  for (const block of blocks) {
    if (!coin(random)) continue
    for (let i = 0; i < block.length; i++) flipped[block[i]!]! *= -1
  }
  return flipped
}
