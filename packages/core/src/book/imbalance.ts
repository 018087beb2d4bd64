import type { Touch } from '../market.ts'
import { BALANCED, contrast } from './contrast.ts'
import type { BookView, LevelSource } from './levels.ts'
import type { TopLevels } from './top-levels.ts'

/** Which levels an imbalance counts, and how much. */
export interface ImbalanceOptions {
  /** How many levels of a side. */
  readonly levels: number
  /** Quote currency: levels worth less are passed over as dust; none are unless given. */
  readonly minNotional?: number
  /** A level of rank r, the best one's being 0, counts exp(−decay · r); all count alike unless given. */
  readonly decay?: number
}

/** What a book imbalance says in words. */
export type ImbalanceLabel = 'more bids' | 'more asks' | 'balanced'

/** Order imbalance of the best levels, (bids − asks) / (bids + asks) by size, from −1 to 1; `undefined` when both sides are empty. */
export function imbalance(book: BookView, options: ImbalanceOptions): number | undefined {
  const { levels, decay = 0 } = options
  if (!Number.isInteger(levels) || levels < 1) throw new RangeError(`imbalance: levels must be a positive integer, was ${levels}`)
  if (!(decay >= 0 && decay < Infinity)) throw new RangeError(`imbalance: decay must be finite and not below 0, was ${decay}`)
  return contrast(weigh(book.bids, options), weigh(book.asks, options))
}

/** Order imbalance of the levels that have been read, from −1 to 1; `undefined` when both sides are empty. */
export function imbalanceOf({ bidTaken, askTaken }: TopLevels): number | undefined {
  return contrast(bidTaken, askTaken)
}

/** Imbalance of the best level alone, from −1 to 1; `undefined` when nothing rests there. */
export function queueImbalance(quote: Touch): number | undefined {
  return contrast(quote.bidSize, quote.askSize)
}

/** An imbalance in words: beyond ±0.05 one side has more. */
export function imbalanceLabel(value: number): ImbalanceLabel {
  if (value > BALANCED) return 'more bids'
  return value < -BALANCED ? 'more asks' : 'balanced'
}

function weigh(side: LevelSource, { levels, minNotional = 0, decay = 0 }: ImbalanceOptions): number {
  let weighed = 0
  let rank = 0
  side.walk((price, size) => {
    if (price * size < minNotional) return true
    weighed += size * Math.exp(-decay * rank)
    rank += 1
    return rank < levels
  })
  return weighed
}
