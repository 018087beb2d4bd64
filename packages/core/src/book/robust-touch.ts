import type { BookView, LevelSource } from './levels.ts'

/** Best prices with something behind them, in quote currency; `undefined` on a side that has not enough. */
export interface RobustTouch {
  readonly bid: number | undefined
  readonly ask: number | undefined
}

/** Per side the first price at which the cumulative notional reaches `minNotional` of quote currency: the best price without its dust. */
export function robustTouch(book: BookView, minNotional = 100): RobustTouch {
  return { bid: priceReaching(book.bids, minNotional), ask: priceReaching(book.asks, minNotional) }
}

function priceReaching(side: LevelSource, minNotional: number): number | undefined {
  let notional = 0
  let reached: number | undefined
  side.walk((price, size) => {
    notional += price * size
    if (notional >= minNotional) reached = price
    return reached === undefined
  })
  return reached
}
