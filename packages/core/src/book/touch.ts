import type { Level, Touch } from '../market.ts'
import type { BookView, LevelSource } from './levels.ts'

/** The best levels of both sides of any book, `undefined` while a side is empty. */
export function touchOf({ bids, asks }: BookView): Touch | undefined {
  const bid = bestOf(bids)
  const ask = bestOf(asks)
  if (bid === undefined || ask === undefined) return undefined
  return { bidPrice: bid.price, bidSize: bid.size, askPrice: ask.price, askSize: ask.size }
}

function bestOf(side: LevelSource): Level | undefined {
  let best: Level | undefined
  side.walk((price, size) => {
    best = { price, size }
    return false
  })
  return best
}
