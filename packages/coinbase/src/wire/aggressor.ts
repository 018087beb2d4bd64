import type { Aggressor } from '@of/core'

/**
 * The taker's side of a trade, which is the other one than the venue names: on every public surface it publishes the maker's.
 *
 * @see https://docs.cdp.coinbase.com/coinbase-app/advanced-trade-apis/websocket/websocket-channels#market-trades-channel
 */
export function aggressorFrom(makerSide: 'BUY' | 'SELL'): Aggressor {
  return makerSide === 'BUY' ? 'sell' : 'buy'
}
