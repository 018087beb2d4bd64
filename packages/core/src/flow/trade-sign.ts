import type { Aggressor, Touch } from '../market.ts'

/** How a side is inferred for a print without one: from the print before alone, or from the quote just before it too. */
export type SignRule = 'tick' | 'lee-ready' | 'emo' | 'clnv'

/** An inferred side, and what it was inferred from. */
export interface InferredSign {
  readonly aggressor: Aggressor
  readonly from: 'quote' | 'tick'
}

/** The last price, and which way the last change went. */
export interface TradeSignState {
  lastPrice: number | undefined
  direction: 1 | -1 | 0
}

/** Infers the side of each print in turn. */
export interface TradeSigns {
  readonly init: () => TradeSignState
  /**
   * Takes in a print with the quote just before it, and returns its side; `undefined` while nothing tells. Without a quote the tick rule
   * decides, whichever the rule.
   */
  readonly sign: (state: TradeSignState, price: number, quote: Pick<Touch, 'bidPrice' | 'askPrice'> | undefined) => InferredSign | undefined
}

/** How far into the spread, from either side, a print still counts as at the quote. */
const BAND = 0.3

/**
 * Sides for a source that tells none. `tick`: above the price before bought, below it sold, at it as before. `lee-ready`: above the mid
 * bought, below it sold, at it by tick. `emo`: at the ask bought, at the bid sold, elsewhere by tick. `clnv`: in the upper 30 % of the spread
 * bought, in the lower sold, elsewhere by tick.
 *
 * @see Lee, Ready (1991), https://doi.org/10.1111/j.1540-6261.1991.tb02683.x
 * @see Ellis, Michaely, O'Hara (2000), https://doi.org/10.2307/2676254
 * @see Chakrabarty, Li, Nguyen, Van Ness (2007), https://doi.org/10.1016/j.jbankfin.2007.03.003
 */
export function tradeSigns(rule: SignRule): TradeSigns {
  return {
    init: () => ({ lastPrice: undefined, direction: 0 }),
    sign(state, price, quote) {
      const { lastPrice } = state
      if (lastPrice !== undefined && price !== lastPrice) state.direction = price > lastPrice ? 1 : -1
      state.lastPrice = price
      const byQuote = quote === undefined ? 0 : quoteSign(rule, price, quote)
      if (byQuote !== 0) return { aggressor: byQuote > 0 ? 'buy' : 'sell', from: 'quote' }
      if (state.direction === 0) return undefined
      return { aggressor: state.direction > 0 ? 'buy' : 'sell', from: 'tick' }
    },
  }
}

/** 1 where the quote says bought, −1 where it says sold, 0 where it leaves it to the tick rule. */
function quoteSign(rule: SignRule, price: number, { bidPrice, askPrice }: Pick<Touch, 'bidPrice' | 'askPrice'>): number {
  switch (rule) {
    case 'tick':
      return 0
    case 'lee-ready':
      return Math.sign(2 * price - (bidPrice + askPrice))
    case 'emo':
      if (price === askPrice) return 1
      return price === bidPrice ? -1 : 0
    case 'clnv': {
      const band = BAND * (askPrice - bidPrice)
      if (price >= askPrice - band && price <= askPrice) return 1
      return price >= bidPrice && price <= bidPrice + band ? -1 : 0
    }
  }
}
