import { powerOfTen, type ProductSpec } from './product.ts'
import { Random } from './random.ts'

/** The power of ten of the cheapest price and of the dearest one. */
const magnitudes = { least: -4, most: 4 } as const

/**
 * Products that nobody lists, `P001-USD`, `P002-USD` and so on: prices from a hundredth of a cent to a hundred thousand dollars, some busy, some quiet.
 * The same count gives the same products, and a larger one the same with more behind them. Overrides hold for all of them.
 */
export function madeUpProducts(count: number, overrides: Partial<ProductSpec> = {}): readonly ProductSpec[] {
  if (!Number.isInteger(count) || count < 1) throw new RangeError(`made-up products: expected a count of at least 1, received ${count}`)
  return Array.from({ length: count }, (_, index) => ({ ...madeUp(index + 1), ...overrides }))
}

function madeUp(number: number): ProductSpec {
  const base = `P${String(number).padStart(3, '0')}`
  const random = new Random(number, 'made-up product')
  const magnitude = magnitudes.least + random.below(1 + magnitudes.most - magnitudes.least)
  const digits = digitsOfPrice(magnitude, random)
  // As sizes of cities are: few products are busy, most are quiet.
  const busyness = Math.min(1, 0.02 / random.unit())
  const takerOrdersPerSecond = 4 * busyness
  return {
    id: `${base}-USD`,
    base,
    baseName: `Made-up ${number}`,
    quote: 'USD',
    quoteName: 'US Dollar',
    aliases: [],
    tickPlaces: digits - 1 - magnitude,
    lotPlaces: Math.max(0, Math.min(8, magnitude + 4)),
    startTick: Math.floor(powerOfTen(digits - 1) * (1 + 9 * random.unit())),
    firstTradeId: 1_000_000 + random.below(100_000_000),
    volatilityBps: 0.6 + 1.5 * random.unit(),
    stickinessBps: 0.6 + random.unit(),
    impactBps: 0.5 + 2 * random.unit(),
    spreadTicks: 1 + random.below(5),
    levels: 100 + random.below(300),
    makerUpdatesPerSecond: 0.5 + 8 * busyness,
    ordersPerUpdate: 2 + random.below(5),
    takerOrdersPerSecond,
    notionalPerMinute: 36_000 * takerOrdersPerSecond,
  }
}

/** How many digits a price has when it is written in ticks: five to seven, but not more than eight decimal places. */
function digitsOfPrice(magnitude: number, random: Random): number {
  return Math.max(magnitude + 2, Math.min(magnitude + 9, 5 + random.below(3)))
}
