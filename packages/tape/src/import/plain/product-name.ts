import { basename } from 'node:path'

const IN_NAME = /(?:^|[^a-z0-9])([a-z0-9]{2,12}[-/]?(?:usdt|usdc|usd|eur|gbp|btc|eth))(?![a-z0-9])/i

/** The product that a file is of whose rows do not say: what its name has of one, `BTC-USD` of `btc-usd-trades.csv.gz`; else the name as far as its first point. */
export function productOfName(name: string): string {
  const [stem = ''] = basename(name).split('.')
  return (IN_NAME.exec(stem)?.[1] ?? stem).toUpperCase()
}
