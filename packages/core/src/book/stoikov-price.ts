import { differs } from '../flow/ofi.ts'
import type { Touch } from '../market.ts'
import { solve } from './solve.ts'

/** The states that a model tells apart, in prices of whole ticks. */
export interface StoikovOptions {
  /** Quote currency. */
  readonly tick: number
  /** Into how many equal parts queue imbalance, bid / (bid + ask), is cut; 5 unless given. */
  readonly imbalances?: number
  /** The widest spread with a state of its own, in ticks; 3 unless given. */
  readonly maxSpread?: number
}

/** What quotes showed: from which state to which, and what the mid did. */
export interface StoikovCounts {
  readonly tick: number
  readonly imbalances: number
  readonly maxSpread: number
  last: Touch | undefined
  /** Both every observation and its mirror image. */
  observations: number
  /** Of each state and next one: how often with the mid unmoved, and how often with it moved. */
  readonly still: Float64Array
  readonly moved: Float64Array
  /** Of each state: how often it was left, and by how many half ticks in all. */
  readonly left: Float64Array
  readonly halfTicks: Float64Array
}

/** A fitted model: what is to be added to the mid. */
export interface StoikovPrice {
  /** Observations that it was fitted on, mirror images included. */
  readonly observations: number
  /** Ticks, for each part of imbalance and each spread from one tick on. */
  readonly adjustments: readonly (readonly number[])[]
  /** The micro-price, in quote currency; `undefined` for a quote wider than any state. */
  readonly at: (quote: Touch) => number | undefined
}

const ROUNDS = 60

/** Counts of nothing yet. */
export function stoikovCounts(options: StoikovOptions): StoikovCounts {
  const { tick, imbalances = 5, maxSpread = 3 } = options
  if (!(tick > 0)) throw new RangeError(`stoikovCounts: tick must be above 0, was ${tick}`)
  if (!Number.isInteger(imbalances) || imbalances < 1)
    throw new RangeError(`stoikovCounts: imbalances must be a positive integer, was ${imbalances}`)
  if (!Number.isInteger(maxSpread) || maxSpread < 1)
    throw new RangeError(`stoikovCounts: maxSpread must be a positive integer, was ${maxSpread}`)
  const states = imbalances * maxSpread
  return {
    tick,
    imbalances,
    maxSpread,
    last: undefined,
    observations: 0,
    still: new Float64Array(states * states),
    moved: new Float64Array(states * states),
    left: new Float64Array(states),
    halfTicks: new Float64Array(states),
  }
}

/** Takes in a quote. One that is the same as the last is none. */
export function countQuote(counts: StoikovCounts, quote: Touch): void {
  const { imbalances, last, maxSpread, tick } = counts
  if (last !== undefined && !differs(last, quote)) return
  counts.last = { ...quote }
  if (last === undefined) return
  const spreadBefore = spreadOf(last, tick)
  const spread = spreadOf(quote, tick)
  const halfTicks = Math.round((quote.bidPrice + quote.askPrice - last.bidPrice - last.askPrice) / tick)
  const fits = spreadBefore >= 1 && spreadBefore <= maxSpread && spread >= 1 && spread <= maxSpread
  if (!fits || Math.abs(halfTicks) > 2 * maxSpread) return
  const from = partOf(last, imbalances)
  const to = partOf(quote, imbalances)
  count(counts, (spreadBefore - 1) * imbalances + from, (spread - 1) * imbalances + to, halfTicks)
  // Seen from the other side the same thing happened upside down.
  const mirror = imbalances - 1
  count(counts, (spreadBefore - 1) * imbalances + mirror - from, (spread - 1) * imbalances + mirror - to, -halfTicks)
}

/** The book was lost: the next quote is not measured against the last. */
export function interruptCounts(counts: StoikovCounts): void {
  counts.last = undefined
}

/**
 * Stoikov's micro-price: the mid that the quotes lead to, by the moves that followed quotes of the same imbalance and spread. A model fitted to
 * the past, where the weighted mid is a formula. `undefined` without observations, and while the mid was never seen to move out of some states.
 *
 * @see Stoikov (2018), "The micro-price: a high-frequency estimator of future prices", https://doi.org/10.1080/14697688.2018.1489139
 */
export function fitStoikov(counts: StoikovCounts): StoikovPrice | undefined {
  const { imbalances, maxSpread, observations, tick } = counts
  const totals = observations === 0 ? undefined : fittedTicks(counts)
  if (totals === undefined) return undefined
  const adjustments = Array.from({ length: imbalances }, (_, part) =>
    Array.from({ length: maxSpread }, (_unused, wide) => totals[wide * imbalances + part]!),
  )
  return {
    observations,
    adjustments,
    at(quote) {
      const spread = spreadOf(quote, tick)
      const both = quote.bidSize + quote.askSize
      if (spread < 1 || spread > maxSpread || !(both > 0)) return undefined
      return (quote.bidPrice + quote.askPrice) / 2 + tick * adjustments[partOf(quote, imbalances)]![spread - 1]!
    },
  }
}

/** Ticks to be added in each state: what the next move brings, and those after it. */
function fittedTicks({ halfTicks, left, moved, still }: StoikovCounts): Float64Array | undefined {
  const states = left.length
  const share = (counts: Float64Array, at: number): number => counts[at]! / Math.max(1, left[Math.floor(at / states)]!)
  const waiting = Float64Array.from(still, (_, at) => (at % (states + 1) === 0 ? 1 : 0) - share(still, at))
  const move = Float64Array.from(halfTicks, (sum, state) => sum / 2 / Math.max(1, left[state]!))
  const total = new Float64Array(states)
  let ahead = move
  for (let round = 0; round <= ROUNDS; round++) {
    const next = solve(waiting, ahead)
    if (next === undefined) return undefined
    for (let state = 0; state < states; state++) total[state]! += next[state]!
    ahead = Float64Array.from(next, (_, from) => {
      let sum = 0
      for (let to = 0; to < states; to++) sum += share(moved, from * states + to) * next[to]!
      return sum
    })
  }
  return total
}

function count(counts: StoikovCounts, from: number, to: number, halfTicks: number): void {
  const cell = from * counts.left.length + to
  counts.observations += 1
  counts.left[from]! += 1
  if (halfTicks === 0) counts.still[cell]! += 1
  else {
    counts.moved[cell]! += 1
    counts.halfTicks[from]! += halfTicks
  }
}

function spreadOf({ askPrice, bidPrice }: Touch, tick: number): number {
  return Math.round((askPrice - bidPrice) / tick)
}

function partOf({ askSize, bidSize }: Touch, imbalances: number): number {
  return Math.min(imbalances - 1, Math.floor((imbalances * bidSize) / (bidSize + askSize)))
}
