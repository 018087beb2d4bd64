import {
  type FeatureReading,
  featureNames,
  type FeatureSnapshot,
  levelChanges,
  type MarketEvent,
  MINUTE_US,
  OrderBook,
  recordOf,
  SECOND_US,
  type Sources,
  type Us,
} from '@of/core'
import { coin, normal, type Random, sfc32 } from '@of/stats'

/** A market that is simulated without a venue: enough of one to trade on, on paper, by the million minutes. */
export interface PlantedMarketOptions {
  readonly seed: number
  /** Basis points by which the price leans, over the holding time, to where the signal points; 0 for a market without an edge. */
  readonly edgeBps: number
  /** How long a position is held, in minutes. */
  readonly holdMinutes: number
}

/** What is traded on it. */
export const PRODUCT = 'MADE-USD'

const START_US: Us = 1_767_571_200_000_000

/** The price moves so often. */
const STEP_US = 10 * SECOND_US
const STEPS_A_MINUTE = MINUTE_US / STEP_US

/** Of a step, in basis points; volatility comes in clusters about it. */
const STEP_BPS = 1.5
const PERSISTENCE = 0.985
const VOLATILITY_OF_VOLATILITY = 0.12

/** Half of what separates bid and ask, in basis points. */
const HALF_SPREAD_BPS = 0.25

/** Received so long after it happened. */
const TRAVEL_US = 20_000

const sources: Sources = { book: { state: 'healthy' }, trades: { state: 'healthy' } }

/**
 * Minutes of such a market without end: a book every ten seconds, and at each full minute a moment of decision. Once every position has had time to end, OFI
 * momentum is +½ or −½, by a coin, else 0; over the holding time after it the price leans where it pointed, by `edgeBps` in all. Everything else is a random
 * walk whose volatility clusters.
 */
export function* plantedMarket({ edgeBps, holdMinutes, seed }: PlantedMarketOptions): Generator<MarketEvent, never, undefined> {
  const random = sfc32(seed, 'market')
  const signals = sfc32(seed, 'signal')
  const book = new OrderBook()
  let price = 50_000 * (1 + 0.2 * random.unit())
  let heat = 0
  let lean = 0
  let leanSteps = 0
  for (let minute = 0; ; minute++) {
    for (let step = 0; step < STEPS_A_MINUTE; step++) {
      const timeUs = START_US + minute * MINUTE_US + step * STEP_US
      const receivedUs = timeUs + TRAVEL_US
      if (step === 0) {
        const momentum = minute % (holdMinutes + 1) === 0 ? momentumOf(signals) : 0
        yield { kind: 'due', product: PRODUCT, timeUs, receivedUs, features: featuresAt(momentum), sources }
        if (momentum !== 0) {
          lean = (Math.sign(momentum) * edgeBps) / (holdMinutes * STEPS_A_MINUTE)
          leanSteps = holdMinutes * STEPS_A_MINUTE
        }
      }
      quote(book, price)
      yield { kind: 'book', product: PRODUCT, timeUs, receivedUs: receivedUs + SECOND_US / 4, book, isSnapshot: minute === 0 && step === 0 }
      heat = PERSISTENCE * heat + VOLATILITY_OF_VOLATILITY * normal(random)
      price *= 1 + (STEP_BPS * Math.exp(heat) * normal(random) + (leanSteps > 0 ? lean : 0)) / 1e4
      if (leanSteps > 0) leanSteps -= 1
    }
  }
}

function momentumOf(random: Random): number {
  return coin(random) ? 0.5 : -0.5
}

function featuresAt(momentum: number): FeatureSnapshot {
  const none: FeatureReading = { value: null, reason: 'not simulated' }
  return { ...recordOf(featureNames, () => none), ofiMomentum: { value: momentum } }
}

function quote(book: OrderBook, price: number): void {
  const half = (price * HALF_SPREAD_BPS) / 1e4
  book.replace(
    levelChanges([
      { side: 'bid', price: price - half, size: 5 },
      { side: 'ask', price: price + half, size: 5 },
    ]),
  )
}
