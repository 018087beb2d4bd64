import { type Feed, type FeedOptions, openFeed } from '@of/coinbase'
import { startServer } from '@of/sim'
import { CliError } from '../errors.ts'
import { PATIENCE_MS } from '../live/first-contact.ts'
import { openedFeed } from '../live/open-live-feed.ts'
import { simProducts } from '../sim/products.ts'
import { reached } from './reach.ts'

/** How long Coinbase is waited for where something else can take its place. */
export const REACH_MS = 4_000

/** What is followed where nothing else is asked for. */
export const USUAL_PRODUCTS: readonly string[] = ['BTC-USD', 'ETH-USD']

const COMMAND = 'of demo'
const SEED = 42

/** Where a demonstration gets its data from. */
export interface DemoSource {
  readonly feed: Feed
  readonly isSimulated: boolean
  /** What it is, and in fewer words. */
  readonly words: string
  readonly briefly: string
  /** What it is, in one line for people. */
  readonly remark: string
  close(): Promise<void>
}

/** What is wanted. */
export interface DemoSourceOptions {
  readonly source: 'auto' | 'coinbase' | 'sim'
  readonly products: readonly string[]
  readonly signal: AbortSignal
  /** Coinbase's unless given. */
  readonly url?: string
}

/** Coinbase where it can be reached or nothing else is wanted, else the built-in simulator. Throws a `CliError` where Coinbase alone is wanted and cannot be reached. */
export async function demoSource({ products, signal, source, url }: DemoSourceOptions): Promise<DemoSource> {
  if (source === 'sim') return await simulator({ products, signal, why: undefined })
  const options: FeedOptions = { products, arrivals: true, history: 'day', signal, ...(url === undefined ? {} : { url }) }
  const attempt = await reached(openedFeed(options, COMMAND), source === 'auto' ? REACH_MS : PATIENCE_MS)
  if (attempt.ok) {
    const { feed } = attempt
    return { feed, isSimulated: false, words: 'Coinbase', briefly: 'Coinbase', remark: 'Coinbase, live', close: () => feed.close() }
  }
  signal.throwIfAborted()
  if (source === 'coinbase') throw new CliError({ kind: 'unreachable', url, fault: attempt.fault })
  return await simulator({ products, signal, why: attempt.why })
}

async function simulator({
  products,
  signal,
  why,
}: Pick<DemoSourceOptions, 'products' | 'signal'> & { readonly why: string | undefined }): Promise<DemoSource> {
  const server = await startServer({
    seed: SEED,
    startUs: Date.now() * 1_000,
    products: simProducts({ names: products, count: undefined, levels: undefined }),
  })
  const feed = openFeed({ products, url: server.url, arrivals: true, history: 'day', signal })
  const words = `built-in simulator, seed ${SEED}${why === undefined ? '' : ` · Coinbase could not be reached (${why})`}`
  return {
    feed,
    isSimulated: true,
    words,
    briefly: `simulator, seed ${SEED}${why === undefined ? '' : ' · Coinbase unreachable'}`,
    remark: `SIMULATED, not a market: ${words}`,
    close: async () => {
      await feed.close()
      await server.close()
    },
  }
}
