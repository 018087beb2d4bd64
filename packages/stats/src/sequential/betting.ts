import type { Interval } from '../resampling/quantile.ts'

/** Between which values observations are known to lie, before any was seen. */
export interface Bounds {
  readonly lowest: number
  readonly highest: number
}

/** The share of the capital that is never staked beyond: a loss of everything would end the game. */
const MOST_AT_RISK = 0.5

/** What a gambler against one mean remembers. Values in units of the bounds, from 0 to 1. */
export interface BettingState {
  n: number
  sum: number
  /** Σ(x − the mean estimated before x)². */
  squares: number
  logCapital: number
  /** The highest it has been. */
  logMost: number
}

/** What the game says so far. */
export interface BettingReading {
  readonly n: number
  /** Capital now, of 1 at the start: evidence against the null; under it, 1 is the most to expect at any time. */
  readonly eValue: number
  /** The highest capital so far. */
  readonly mostEValue: number
  /** 1 / highest capital: a p-value that may be looked at after every trade. */
  readonly pAnytime: number
}

/** A gambler against the null that the mean of bounded observations is at most `nullMean`. */
export interface Betting {
  readonly init: () => BettingState
  readonly step: (state: BettingState, value: number) => void
  readonly read: (state: BettingState) => BettingReading
}

/**
 * A fair game if the mean is `nullMean`, a losing one if it is lower: each observation is bet upon with a share of the capital that is decided
 * before it. Independence is not needed: the mean of each observation, given those before, is. Values above the bounds count as the highest,
 * which can only weaken the evidence; a value below them takes all capital, since the bound was not one.
 *
 * @see Waudby-Smith, Ramdas (2024), "Estimating means of bounded random variables by betting", aGRAPA, https://doi.org/10.1093/jrsssb/qkad009
 */
export function bettingEProcess({ lowest, highest, nullMean }: Bounds & { readonly nullMean: number }): Betting {
  if (!(lowest < nullMean && nullMean < highest))
    throw new RangeError(`betting: expected ${lowest} < null < ${highest}, received ${nullMean}`)
  const target = (nullMean - lowest) / (highest - lowest)
  return {
    init: () => ({ n: 0, sum: 0, squares: 0, logCapital: 0, logMost: 0 }),
    step(state, value) {
      const x = Math.min(1, (value - lowest) / (highest - lowest))
      const mean = (0.5 + state.sum) / (state.n + 1)
      const variance = (0.25 + state.squares) / (state.n + 1)
      const ahead = mean - target
      const stake = Math.min(MOST_AT_RISK / target, Math.max(0, ahead / (variance + ahead * ahead)))
      state.logCapital += x < 0 ? -Infinity : Math.log1p(stake * (x - target))
      state.logMost = Math.max(state.logMost, state.logCapital)
      state.n += 1
      state.sum += x
      state.squares += (x - mean) * (x - mean)
    },
    read: ({ n, logCapital, logMost }) => ({
      n,
      eValue: Math.exp(logCapital),
      mostEValue: Math.exp(logMost),
      pAnytime: Math.exp(-logMost),
    }),
  }
}

/** How sure a confidence sequence is, and how finely it looks. */
export interface SequenceOptions extends Bounds {
  readonly confidence?: number
  /** Means that are tried, evenly between the bounds. */
  readonly means?: number
}

/**
 * An interval of the mean of bounded observations that holds at all times at once: whoever stops when it pleases is not misled more often than
 * 1 − confidence. It leaves out the means, from either end, against which a gambler has made enough; without observations it is all of the bounds.
 */
export function confidenceSequence(values: ArrayLike<number>, { lowest, highest, confidence = 0.95, means }: SequenceOptions): Interval {
  const mirrored = Float64Array.from(values, (value) => -value)
  const sided = { confidence: (1 + confidence) / 2, ...(means === undefined ? {} : { means }) }
  return {
    low: anytimeLowerBound(values, { lowest, highest, ...sided }),
    high: -anytimeLowerBound(mirrored, { lowest: -highest, highest: -lowest, ...sided }),
  }
}

/** The lower end alone: the mean is under it, at any time, no more often than 1 − confidence. */
export function anytimeLowerBound(values: ArrayLike<number>, { lowest, highest, confidence = 0.95, means = 400 }: SequenceOptions): number {
  const enough = -Math.log(1 - confidence)
  const width = (highest - lowest) / means
  for (let at = 0; at < means; at++) {
    if (!hasMade(values, { lowest, highest, nullMean: lowest + (at + 0.5) * width }, enough)) return lowest + at * width
  }
  return highest
}

function hasMade(values: ArrayLike<number>, bounds: Bounds & { readonly nullMean: number }, enough: number): boolean {
  const betting = bettingEProcess(bounds)
  const state = betting.init()
  for (let i = 0; i < values.length; i++) {
    betting.step(state, values[i]!)
    if (state.logCapital >= enough) return true
  }
  return false
}
