import type { Arrival } from '@of/coinbase'
import { bitcoin, ether, Random, simulate } from '@of/sim'
import { DeeperBooks } from './deeper-books.ts'
import { type Input, inputOf } from './input.ts'
import { renumbered } from './renumbered.ts'

const SEED = 42

/** Busier than the simulator's own markets, with fewer orders at once, as the real ones are. */
const products = [
  { ...bitcoin, startTick: 6_508_366, makerUpdatesPerSecond: 18, ordersPerUpdate: 1.7 },
  { ...ether, startTick: 191_930, makerUpdatesPerSecond: 18, ordersPerUpdate: 1.7 },
]

/** Of the candles that the simulator sends every second, the venue sent one in ten. */
const CANDLES_KEPT = 0.1

/** A simulated minute of two products in the shape of the real recording, the same bytes every time. */
export function simulatedInput(seconds = 60): Input {
  const books = new DeeperBooks(SEED)
  const random = new Random(SEED, 'candles')
  const arrivals: Arrival[] = []
  let sequence = 0
  for (const arrival of simulate({ seed: SEED, startUs: 1_767_312_000_000_000, durationUs: seconds * 1_000_000, products })) {
    if (arrival.kind !== 'frame') {
      arrivals.push(arrival)
      continue
    }
    const text = Buffer.from(arrival.frame).toString()
    if (text.startsWith('{"channel":"candles"') && !random.chance(CANDLES_KEPT)) continue
    arrivals.push(renumbered({ ...arrival, frame: Buffer.from(books.deepen(text)) }, sequence++))
  }
  return inputOf(`simulated, seed ${SEED}`, arrivals)
}
