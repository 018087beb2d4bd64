import { peer } from './install.ts'
import type { PeerBooks } from './peer-contestant.ts'

type Side = readonly (readonly [price: number, size: number])[]

interface Exchange {
  readonly orderbooks: Readonly<Record<string, { readonly bids: Side; readonly asks: Side }>>
  setMarkets(markets: readonly object[]): void
  client(url: string): { onMessage(event: { readonly data: Buffer }): void }
}

/** What `loadMarkets` would ask the venue for. */
const markets = ['BTC', 'ETH'].map((base) => ({
  id: `${base}-USD`,
  symbol: `${base}/USD`,
  base,
  quote: 'USD',
  type: 'spot',
  spot: true,
  active: true,
  precision: {},
  limits: {},
}))

/**
 * ccxt pro: the client of its Coinbase exchange is handed what its socket would hand it; `watchOrderBook` gives out the books that this keeps.
 *
 * @see https://docs.ccxt.com/#/ccxt.pro.manual?id=watchorderbook
 */
export function ccxt(): PeerBooks {
  const { pro }: { readonly pro: { readonly coinbase: new () => Exchange } } = peer('ccxt')
  const exchange = new pro.coinbase()
  exchange.setMarkets(markets)
  const client = exchange.client('wss://advanced-trade-ws.coinbase.com')
  return {
    take(frame) {
      client.onMessage({ data: frame })
      let sum = 0
      for (const { symbol } of markets) {
        const book = exchange.orderbooks[symbol]
        sum += (book?.bids[0]?.[0] ?? 0) + (book?.asks[0]?.[0] ?? 0)
      }
      return sum
    },
    end: () =>
      markets.flatMap(({ id, symbol }) => {
        const book = exchange.orderbooks[symbol]
        if (book === undefined) return []
        return {
          product: id,
          bestBid: book.bids[0]?.[0] ?? 0,
          bestAsk: book.asks[0]?.[0] ?? 0,
          levels: book.bids.length + book.asks.length,
        }
      }),
  }
}
