import { evenParts } from './split.ts'

/** How trials are compared. */
export interface CscvOptions {
  /** Days that the periods span: fewer than `blocks` are refused, since a block should be no less than a day. */
  readonly days: number
  /** Parts the periods are cut into, an even number. */
  readonly blocks?: number
  /** Periods left out at the start of each part but the first: what a trade held over the edge would carry across. */
  readonly purge?: number
}

/** What combinatorially symmetric cross-validation says of picking the best of trials. */
export interface Cscv {
  /** Probability of backtest overfitting: how often the best of one half is in the lower half of the trials on the other. */
  readonly pbo: number
  /** Ways to halve the blocks. */
  readonly splits: number
  /** How often the best of one half loses on the other. */
  readonly lossProbability: number
  /** Mean over splits of the best trial's place on the other half, from 0 for the worst to 1 for the best. */
  readonly meanRank: number
}

interface Part {
  readonly n: number
  readonly sums: Float64Array
  readonly squares: Float64Array
}

/**
 * Halves the periods in every way that keeps blocks whole, picks the trial with the best Sharpe ratio of one half, and looks where it ranks on the
 * other. Trials are series of returns over the same periods, flat ones zero; a trial without variance ranks lowest. `undefined` under two
 * trials, and where blocks are shorter than a day or have fewer than two periods.
 *
 * @see Bailey, Borwein, López de Prado, Zhu (2017), "The Probability of Backtest Overfitting", https://doi.org/10.21314/JCF.2016.322
 */
export function cscv(trials: readonly ArrayLike<number>[], { days, blocks = 16, purge = 0 }: CscvOptions): Cscv | undefined {
  if (blocks < 2 || blocks % 2 === 1 || blocks > 20)
    throw new RangeError(`cscv: expected an even number of blocks from 2 to 20, received ${blocks}`)
  const parts = evenParts(trials[0]?.length ?? 0, blocks).map(({ start, end }, at) =>
    partOf(trials, at === 0 ? start : Math.min(end, start + purge), end),
  )
  if (trials.length < 2 || days < blocks || parts.some(({ n }) => n < 2)) return undefined

  let splits = 0
  let overfitted = 0
  let lost = 0
  let ranks = 0
  for (let chosen = 0; chosen < 1 << blocks; chosen++) {
    if (bitsOf(chosen) !== blocks / 2) continue
    const inside = sharpes(parts, (at) => ((chosen >> at) & 1) === 1)
    const outside = sharpes(parts, (at) => ((chosen >> at) & 1) === 0)
    const best = inside.reduce((most, value, at) => (value > inside[most]! ? at : most), 0)
    const place = placeOf(outside, best)
    splits += 1
    if (place <= 0.5) overfitted += 1
    if (!(outside[best]! > 0)) lost += 1
    ranks += place
  }
  return { pbo: overfitted / splits, splits, lossProbability: lost / splits, meanRank: ranks / splits }
}

function partOf(trials: readonly ArrayLike<number>[], start: number, end: number): Part {
  const sums = new Float64Array(trials.length)
  const squares = new Float64Array(trials.length)
  for (const [at, returns] of trials.entries()) {
    for (let i = start; i < end; i++) {
      sums[at]! += returns[i]!
      squares[at]! += returns[i]! * returns[i]!
    }
  }
  return { n: end - start, sums, squares }
}

/** −Infinity of a trial without variance. */
function sharpes(parts: readonly Part[], isChosen: (at: number) => boolean): Float64Array {
  const trials = parts[0]!.sums.length
  const sums = new Float64Array(trials)
  const squares = new Float64Array(trials)
  let n = 0
  for (const [at, part] of parts.entries()) {
    if (!isChosen(at)) continue
    n += part.n
    for (let trial = 0; trial < trials; trial++) {
      sums[trial]! += part.sums[trial]!
      squares[trial]! += part.squares[trial]!
    }
  }
  return sums.map((sum, trial) => {
    const mean = sum / n
    const variance = squares[trial]! / n - mean * mean
    return variance > 1e-12 * (squares[trial]! / n) ? mean / Math.sqrt(variance) : -Infinity
  })
}

/** Share of the others that one value beats, equals counting half: 0 for the worst, 1 for the best. */
function placeOf(values: Float64Array, at: number): number {
  let beaten = 0
  for (const [other, value] of values.entries()) {
    if (other === at) continue
    if (value < values[at]!) beaten += 1
    else if (value === values[at]!) beaten += 0.5
  }
  return beaten / (values.length - 1)
}

function bitsOf(word: number): number {
  let bits = 0
  for (let rest = word; rest !== 0; rest &= rest - 1) bits += 1
  return bits
}
