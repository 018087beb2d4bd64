/** Indices to fit on and to judge on. */
export interface Fold {
  readonly train: Int32Array
  readonly test: Int32Array
}

/** Neighbouring parts of 0 … n − 1, as equal as can be, the longer ones first. */
export function evenParts(n: number, parts: number): { readonly start: number; readonly end: number }[] {
  const least = Math.floor(n / parts)
  const longer = n % parts
  return Array.from({ length: parts }, (_, at) => {
    const start = at * least + Math.min(at, longer)
    return { start, end: start + least + (at < longer ? 1 : 0) }
  })
}

/**
 * Folds of neighbouring observations, each judged by a fit on the others. The label of observation i reaches to `ends[i]`: an observation whose
 * label overlaps the span of the judged ones and their labels is not fitted on, nor are the `embargo` observations after that span.
 *
 * @see López de Prado (2018), "Advances in Financial Machine Learning", ch. 7
 */
export function purgedKFold(ends: ArrayLike<number>, folds: number, embargo: number): Fold[] {
  const n = ends.length
  return evenParts(n, folds).map(({ start, end }) => {
    const test = range(start, end)
    const last = test.reduce((most, at) => Math.max(most, ends[at]!), start)
    return { test, train: range(0, n).filter((at) => (at < start || at >= end) && (ends[at]! < start || at > last + embargo)) }
  })
}

/** How a series is walked through. */
export interface WalkForwardOptions {
  /** Observations judged at a time. */
  readonly test: number
  /** Observations fitted on at first; all so far from then on, unless `isRolling`. */
  readonly train: number
  /** Observations between the last fitted and the first judged one: at least the label's horizon. */
  readonly gap: number
  /** Whether only the last `train` observations are fitted on. */
  readonly isRolling?: boolean
}

/** Fits on the past, judges on what comes after a gap, and moves on by what was judged; a last part that is too short is left out. */
export function walkForward(n: number, { test, train, gap, isRolling = false }: WalkForwardOptions): Fold[] {
  if (!(test >= 1) || !(train >= 1) || !(gap >= 0))
    throw new RangeError(`walk-forward: expected test and train ≥ 1, gap ≥ 0, received ${test}, ${train}, ${gap}`)
  const folds: Fold[] = []
  for (let end = train; end + gap + test <= n; end += test) {
    folds.push({ train: range(isRolling ? end - train : 0, end), test: range(end + gap, end + gap + test) })
  }
  return folds
}

function range(start: number, end: number): Int32Array {
  return Int32Array.from({ length: end - start }, (_, i) => start + i)
}
