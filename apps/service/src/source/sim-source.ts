import { defaultProducts, madeUpProducts, type ProductSpec, startServer } from '@of/sim'
import { LiveFeeds } from './live-feeds.ts'
import type { MarketSource } from './source.ts'

/** What is simulated. */
export interface SimOptions {
  readonly products: readonly string[]
  readonly seed: number
  /** Seconds of the market in a second on the wall. */
  readonly speed: number
}

/** A simulated venue in this process, followed over loopback as the live one is. */
export async function simSource({ products, seed, speed }: SimOptions): Promise<MarketSource> {
  const server = await startServer({ seed, speed, startUs: Date.now() * 1_000, products: specsOf(products) })
  const startUs = Date.now() * 1_000
  const feeds = new LiveFeeds(products, { history: 'day', url: server.url })
  const words = `built-in simulator, seed ${seed}${speed === 1 ? '' : `, ${speed}× as fast`}`
  return {
    origin: () => ({ kind: 'sim', words, simulated: true }),
    health: () => feeds.health(),
    nowUs: () => Math.max(startUs, Date.now() * 1_000),
    run: (take) => feeds.run(take),
    canFollow: false,
    follow: () => undefined,
    unfollow: () => undefined,
    close: async () => {
      await feeds.close()
      await server.close()
    },
  }
}

/** Products that the simulator has no market for get a made-up one under their names. */
function specsOf(names: readonly string[]): readonly ProductSpec[] {
  const strangers = madeUpProducts(names.length)
  return names.map((name, at) => defaultProducts.find(({ id }) => id === name) ?? renamed(strangers[at]!, name))
}

function renamed(spec: ProductSpec, id: string): ProductSpec {
  const [base = '', quote = ''] = id.split('-')
  return { ...spec, id, base, baseName: base, quote, quoteName: quote }
}
