import { DAY_US, MINUTE_US, SECOND_US, type Us } from '@of/core'
import type { SimulatedArrival } from './arrival.ts'
import type { Market } from './market/market.ts'
import type { ProductSpec } from './product.ts'
import { Random } from './random.ts'
import type { BookWitness, VenueClient } from './venue/client.ts'
import { Venue } from './venue/venue.ts'

/** What to simulate. The same options give the same bytes, on every machine. */
export interface SimulationOptions {
  readonly seed: number
  /** When the session begins, in exchange time. */
  readonly startUs: Us
  /** How long it lasts. */
  readonly durationUs: Us
  readonly products?: readonly ProductSpec[]
  /** Is told, each time a frame of a book gets its number, the book that its reader must arrive at. */
  readonly witness?: (state: BookWitness) => void
}

/** A session with a simulated venue: what its client receives, and the truth behind it. */
export interface Simulation {
  /** In the order of the products; they move on as arrivals are taken. */
  readonly markets: readonly Market[]
  /** In the order in which they are received; to be taken once. */
  readonly arrivals: Generator<SimulatedArrival, void, undefined>
}

const connectionName = 'simulator.1'

/** What takes the client from one thing to the next is at least this long. */
const pauseUs: Us = 100_000

/** Whatever is sent, either way, takes at least this long to arrive, and at most 25 ms longer unless it waits for what was sent before it. */
const shortestTravelUs: Us = 15_000

/** The venue lets the client have so many candles at once on either of its interfaces. */
const candlesPerPage = 300

/** Opens a venue and a session with it: products, a day of candles, a connection, its subscriptions, live frames. */
export function createSimulation(options: SimulationOptions): Simulation {
  const { durationUs, seed, startUs } = options
  if (!(durationUs > 0)) throw new RangeError(`simulation: durationUs must be above zero, was ${durationUs}`)
  // One connection follows all products, be they more than the venue would let it.
  const venue = new Venue({ ...options, limits: false })
  const { markets } = venue
  return { markets, arrivals: session(venue, new Random(seed, 'client'), startUs + durationUs) }
}

function* session(venue: Venue, random: Random, endUs: Us): Generator<SimulatedArrival, void, undefined> {
  for (const arrival of allArrivals(venue, random, endUs)) {
    if (arrival.receivedUs > endUs) return
    yield arrival
  }
}

function* allArrivals(venue: Venue, random: Random, endUs: Us): Generator<SimulatedArrival, void, undefined> {
  const travel = (): Us => shortestTravelUs + random.below(25_000)
  const ids = venue.markets.map(({ spec }) => spec.id)
  for (const path of requests(ids, venue.nowUs)) {
    yield { kind: 'rest', receivedUs: venue.nowUs + travel(), path, body: venue.request(path).body }
    venue.advance(venue.nowUs + pauseUs + random.below(60_000))
  }
  let receivedUs = venue.nowUs + travel()
  const inbox: SimulatedArrival[] = [{ kind: 'opened', connection: connectionName, receivedUs }]
  const client: VenueClient = {
    onFrame(text, { leftUs }) {
      receivedUs = Math.max(receivedUs, leftUs + travel())
      inbox.push({ kind: 'frame', connection: connectionName, receivedUs, frame: Buffer.from(text) })
    },
    onClose(code) {
      throw new RangeError(`simulation: expected the venue to keep the connection, received close ${code}`)
    },
  }
  const connection = venue.connect(connectionName, client)
  venue.advance(receivedUs + travel())
  for (const message of subscriptions(ids)) connection.receive(JSON.stringify(message))
  while (venue.nowUs <= endUs) {
    yield* inbox.splice(0)
    venue.advance(venue.nextUs)
  }
  yield* inbox
}

/** The products, and the complete minutes of the 24 hours before a time, the oldest first. */
function requests(ids: readonly string[], nowUs: Us): string[] {
  const root = '/api/v3/brokerage/market/products'
  const endUs = nowUs - (nowUs % MINUTE_US)
  const stepUs = candlesPerPage * MINUTE_US
  const pages = (id: string): string[] => {
    const paths: string[] = []
    for (let fromUs = endUs - DAY_US; fromUs < endUs; fromUs += stepUs) {
      const toUs = Math.min(endUs, fromUs + stepUs)
      paths.push(`${root}/${id}/candles?start=${fromUs / SECOND_US}&end=${toUs / SECOND_US}&granularity=ONE_MINUTE`)
    }
    return paths
  }
  return [root, ...ids.flatMap(pages)]
}

function subscriptions(ids: readonly string[]): object[] {
  const products = ['level2', 'market_trades', 'ticker', 'candles'].map((channel) => ({ type: 'subscribe', product_ids: ids, channel }))
  return [...products, { type: 'subscribe', channel: 'heartbeats' }]
}
