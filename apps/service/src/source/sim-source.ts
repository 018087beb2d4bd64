import { wallClock } from '@of/coinbase'
import { SECOND_US, type Us } from '@of/core'
import { defaultProducts, madeUpProducts, type ProductSpec, type SimServer, startServer } from '@of/sim'
import { LiveFeeds } from './live-feeds.ts'
import type { MarketSource } from './source.ts'

/** What is simulated. */
export interface SimOptions {
  readonly products: readonly string[]
  readonly seed: number
  /** Seconds of the market in a second on the wall. */
  readonly speed: number
}

/** A venue that opens later numbers its trades from higher on than one before it came to, so that a store can tell them apart. */
const IDS_A_SECOND = 10_000

/** A simulated venue in this process, followed over loopback as the live one is; products that are added later are listed at venues of their own. */
export async function simSource({ products, seed, speed }: SimOptions): Promise<MarketSource> {
  const openUs = Date.now() * 1_000
  const first = await startServer({ seed, speed, startUs: openUs, products: specsOf(products, openUs) })
  const startUs = Date.now() * 1_000
  // As arrivals are stamped: a clock that is set back would hide that nothing comes.
  const nowUs = wallClock()
  const feeds = new LiveFeeds(products, { history: 'day', url: first.url })
  const added = new Map<string, Promise<SimServer>>()
  const words = `built-in simulator, seed ${seed}${speed === 1 ? '' : `, ${speed}× as fast`}`
  const drop = async (product: string): Promise<void> => {
    const server = added.get(product)
    added.delete(product)
    await (await server)?.close()
  }
  return {
    origin: () => ({ kind: 'sim', words, simulated: true }),
    health: () => feeds.health(),
    nowUs: () => Math.max(startUs, nowUs()),
    run: (take) => feeds.run(take),
    canFollow: true,
    follow: async (product) => {
      if (feeds.carries(product) || added.has(product)) return
      const server = startServer({ seed, speed, startUs: first.venue.nowUs, products: specsOf([product], Date.now() * 1_000) })
      added.set(product, server)
      try {
        const { url } = await server
        if (added.has(product)) feeds.follow(product, { url })
      } catch (error) {
        added.delete(product)
        throw error
      }
    },
    unfollow: (product) => {
      feeds.unfollow(product)
      // A venue that nobody is told of any more is nobody's loss.
      drop(product).catch(() => undefined)
    },
    // The venue begins anew with every start.
    request: undefined,
    close: async () => {
      await feeds.close()
      await Promise.all([...added.keys()].map(drop))
      await first.close()
    },
  }
}

/** Products that the simulator has no market for get a made-up one under their names. */
function specsOf(names: readonly string[], openUs: Us): readonly ProductSpec[] {
  const strangers = madeUpProducts(names.length)
  return names.map((name, at) => {
    const spec = defaultProducts.find(({ id }) => id === name) ?? renamed(strangers[at]!, name)
    return { ...spec, firstTradeId: spec.firstTradeId + Math.floor(openUs / SECOND_US) * IDS_A_SECOND }
  })
}

function renamed(spec: ProductSpec, id: string): ProductSpec {
  const [base = '', quote = ''] = id.split('-')
  return { ...spec, id, base, baseName: base, quote, quoteName: quote }
}
