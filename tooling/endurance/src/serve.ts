import { SECOND_US } from '@of/core'
import { FaultInjector, type FaultKind, madeUpProducts, randomFaults, startServer } from '@of/sim'
import type { VenueProcessOptions } from './venue-process.ts'

/** What is planned ahead, in simulated hours: more than a soak lasts. */
const PLANNED_HOURS = 24

/** What a listening server can play, and a client must outlive. */
const kinds: readonly FaultKind[] = [
  'drop',
  'duplicate',
  'reorder',
  'truncate',
  'corrupt',
  'missing-trades',
  'stall',
  'half-open',
  'abrupt-close',
  'clean-close',
  'http-503-upgrade',
  'rest-429',
  'rest-5xx',
]

/** Serves a venue until the process is told to end. Prints its addresses on one line. */
export async function serve(options: VenueProcessOptions): Promise<void> {
  const { seed, speed, levels, makerUpdatesPerSecond, faultsPerMinute } = options
  const startUs = Date.now() * 1000
  const products = madeUpProducts(options.products, { levels, makerUpdatesPerSecond })
  const injector = new FaultInjector({ seed })
  if (faultsPerMinute > 0) {
    const untilUs = startUs + PLANNED_HOURS * 3600 * SECOND_US
    const fromUs = startUs + 10 * SECOND_US * speed
    const plan = { seed, fromUs, untilUs, perMinute: faultsPerMinute, products: products.map(({ id }) => id), kinds }
    for (const fault of randomFaults(plan)) injector.schedule(fault)
  }
  const server = await startServer({ seed, startUs, products, speed, injector })
  process.stdout.write(`${server.url} ${server.restUrl}\n`)
  process.once('SIGTERM', () => void server.close())
  process.once('SIGINT', () => void server.close())
}
