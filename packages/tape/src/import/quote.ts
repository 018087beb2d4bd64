/** Currencies that prices are in, those first of which another is the end. */
const QUOTES = [
  'FDUSD',
  'PYUSD',
  'TUSD',
  'BUSD',
  'GUSD',
  'USDT',
  'USDC',
  'USDS',
  'USD1',
  'USD',
  'DAI',
  'EUR',
  'GBP',
  'JPY',
  'TRY',
  'BRL',
  'BTC',
  'ETH',
  'BNB',
]

/** The currency that the prices of a product are in, as far as its name ends with it: `BTCUSDT`, `BTC-USD`, `btc_usd`; else `unknown`. */
export function quoteOf(product: string): string {
  const name = product.toUpperCase()
  return QUOTES.find((quote) => name.length > quote.length && name.endsWith(quote)) ?? 'unknown'
}
