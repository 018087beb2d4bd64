import { MINUTE_US, SECOND_US, type Us } from '@of/core'
import type { SimulatedArrival } from './arrival.ts'
import type { Market } from './market/market.ts'
import { defaultProducts, type ProductSpec } from './product.ts'
import { Connection } from './publish/connection.ts'
import { ProductFeed, type BatchWitness } from './publish/product-feed.ts'
import { subscribe } from './publish/subscribe.ts'
import { Random } from './random.ts'
import { dayOfCandles, type RestAnswer } from './rest/candles.ts'
import { products } from './rest/products.ts'
import { heartbeat } from './wire/heartbeats.ts'

/** What to simulate. The same options give the same bytes, on every machine. */
export interface SimulationOptions {
  readonly seed: number
  /** When the session begins, in exchange time. */
  readonly startUs: Us
  /** How long it lasts, from its first arrival on. */
  readonly durationUs: Us
  readonly products?: readonly ProductSpec[]
  /** Is shown the book of a product each time a frame of it is made: the truth that a reader of the frames must arrive at. */
  readonly witness?: BatchWitness
}

/** A simulated venue: what its client receives, and the truth behind it. */
export interface Simulation {
  /** In the order of the products; they move on as arrivals are taken. */
  readonly markets: readonly Market[]
  /** In the order in which they are received; to be taken once. */
  readonly arrivals: Generator<SimulatedArrival, void, undefined>
}

/** Something that happens again and again. */
interface Task {
  dueUs: Us
  /** Does it and says when it is due next. */
  readonly run: (nowUs: Us) => Us
}

/** How long the markets trade before the session begins, so that there are prints to show. */
const rehearsalUs: Us = 3 * MINUTE_US

const bookPeriodUs: Us = 50_000
const tradesPeriodUs: Us = 100_000

/** Opens the markets of a venue and a session with it: products, a day of candles, a connection, its subscriptions, live frames. */
export function createSimulation(options: SimulationOptions): Simulation {
  const { seed, startUs, durationUs, products: specs = defaultProducts, witness = () => {} } = options
  if (!Number.isSafeInteger(seed)) throw new RangeError(`simulation: seed must be an integer, was ${seed}`)
  if (!Number.isSafeInteger(startUs) || startUs < 0)
    throw new RangeError(`simulation: startUs must be a time in microseconds, was ${startUs}`)
  if (!(durationUs > 0)) throw new RangeError(`simulation: durationUs must be above zero, was ${durationUs}`)
  const random = new Random(seed, 'venue')
  const connection = new Connection('simulator.1', new Random(seed, 'connection'))
  const openUs = startUs - (startUs % MINUTE_US) - rehearsalUs
  const feeds = specs.map((spec) => new ProductFeed({ spec, seed, startUs: openUs, connection, random, witness }))
  const markets = feeds.map(({ market }) => market)
  return { markets, arrivals: session({ feeds, markets, connection, random, startUs, endUs: startUs + durationUs }) }
}

interface Session {
  readonly feeds: readonly ProductFeed[]
  readonly markets: readonly Market[]
  readonly connection: Connection
  readonly random: Random
  readonly startUs: Us
  readonly endUs: Us
}

function* session(venue: Session): Generator<SimulatedArrival, void, undefined> {
  for (const arrival of allArrivals(venue)) {
    if (arrival.receivedUs > venue.endUs) return
    yield arrival
  }
}

function* allArrivals(venue: Session): Generator<SimulatedArrival, void, undefined> {
  const { markets, connection, random, startUs, endUs } = venue
  for (const market of markets) while (market.nextUs <= startUs) market.step()

  let nowUs = startUs
  const answers: RestAnswer[] = [products(markets), ...markets.flatMap((market) => dayOfCandles(market, startUs))]
  for (const answer of answers) {
    yield { kind: 'rest', receivedUs: nowUs, ...answer }
    nowUs += 50_000 + random.below(60_000)
  }
  nowUs += 100_000
  yield { kind: 'opened', connection: connection.name, receivedUs: nowUs }

  const tasks = tasksFrom(venue, nowUs + 20_000)
  for (;;) {
    const task = tasks.reduce((first, other) => (other.dueUs < first.dueUs ? other : first))
    yield* connection.leaving(task.dueUs)
    if (task.dueUs > endUs) return
    task.dueUs = task.run(task.dueUs)
  }
}

/** Everything that goes on from the time at which the venue reads the subscriptions. */
function tasksFrom({ feeds, connection, random }: Session, subscribedUs: Us): Task[] {
  const tasks: Task[] = []
  for (const [index, feed] of feeds.entries()) {
    const { market } = feed
    tasks.push({
      dueUs: market.nextUs,
      run: () => {
        market.step()
        return market.nextUs
      },
    })
    tasks.push({
      dueUs: subscribedUs + index * 150_000 + random.below(bookPeriodUs),
      run: (nowUs) => {
        const isFirst = !feed.isBookLive
        const leaveUs = feed.sendBook(nowUs)
        if (isFirst && leaveUs !== undefined && feeds.every(({ isBookLive }) => isBookLive)) {
          subscribe(connection, feeds, leaveUs)
          tasks.push(beats(connection, random, nowUs))
        }
        return nowUs + bookPeriodUs
      },
    })
    tasks.push({
      dueUs: subscribedUs + random.below(tradesPeriodUs),
      run: (nowUs) => {
        feed.sendTrades(nowUs)
        return nowUs + tradesPeriodUs
      },
    })
  }
  return tasks
}

/** Beats once a second from within a second on. The process that beats has been running for hours. */
function beats(connection: Connection, random: Random, nowUs: Us): Task {
  const dueUs = nowUs + 50_000 + random.below(SECOND_US - 50_000)
  const bootUs = dueUs - (3600 + random.below(80_000)) * SECOND_US - 240_000
  return {
    dueUs,
    run: (beatUs) => {
      const timeUs = beatUs + random.below(400)
      connection.send(timeUs + 500 + random.below(1500), heartbeat(timeUs, random.below(1000), bootUs))
      return beatUs + SECOND_US
    },
  }
}
