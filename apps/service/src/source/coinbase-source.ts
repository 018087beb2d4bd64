import { COINBASE_WS_URL, createRestClient, credentialsFromEnvironment, hostsOf, type RestClient, wallClock } from '@of/coinbase'
import { LiveFeeds } from './live-feeds.ts'
import type { MarketSource } from './source.ts'

/** What of the venue is followed. */
export interface CoinbaseOptions {
  readonly products: readonly string[]
  /** Another address than Coinbase's. */
  readonly url: string | undefined
}

/** The live venue. Another address than Coinbase's is taken to be a simulator, and nothing is signed for it. Throws where credentials or products cannot be used. */
export function coinbaseSource({ products, url }: CoinbaseOptions): MarketSource {
  const isCoinbase = url === undefined || url === COINBASE_WS_URL
  const credentials = isCoinbase ? credentialsFromEnvironment(process.env) : undefined
  const feeds = new LiveFeeds(products, {
    history: 'day',
    ...(url === undefined ? {} : { url }),
    ...(credentials === undefined ? {} : { credentials }),
  })
  // As arrivals are stamped: a clock that is set back would hide that nothing comes.
  const nowUs = wallClock()
  // Nothing is asked but after a restart.
  let client: RestClient | undefined
  return {
    origin: () =>
      isCoinbase ? { kind: 'live', words: 'Coinbase', simulated: false } : { kind: 'sim', words: `venue at ${url}`, simulated: true },
    health: () => feeds.health(),
    nowUs,
    run: (take) => feeds.run(take),
    canFollow: true,
    follow: async (product) => {
      feeds.follow(product)
      await Promise.resolve()
    },
    unfollow: (product) => feeds.unfollow(product),
    request: async (path, signal) => {
      client ??= createRestClient(hostsOf(url === undefined ? {} : { url }))
      return (await client.get(path, { signal })).body
    },
    close: async () => {
      await Promise.all([feeds.close(), client?.close()])
    },
  }
}
