/** A simulated product: its increments and how its market behaves. Prices are whole ticks and sizes whole lots until they are written. */
export interface ProductSpec {
  readonly id: string
  readonly base: string
  readonly baseName: string
  readonly quote: string
  readonly quoteName: string
  /** Other names under which the venue lists the same book. */
  readonly aliases: readonly string[]
  /** Decimal places of the price increment. */
  readonly tickPlaces: number
  /** Decimal places of the size increment. */
  readonly lotPlaces: number
  /** The price when the market opens, in ticks. */
  readonly startTick: number
  /** The first trade id of the market. */
  readonly firstTradeId: number
  /** Standard deviation of the efficient price over one second, in basis points. */
  readonly volatilityBps: number
  /** How far the efficient price runs away from the quotes before makers follow it, in basis points. */
  readonly stickinessBps: number
  /** How far an order of 10,000 units of quote moves the efficient price, in basis points. */
  readonly impactBps: number
  /** The spread that makers restore, on average, in ticks. */
  readonly spreadTicks: number
  /**
   * Levels a side, on average: at most 50,000, and a fifth of `startTick`. They lie within one per cent of the price, or further out where there are
   * fewer than four prices for each.
   */
  readonly levels: number
  /** Makers who change their orders, per second. */
  readonly makerUpdatesPerSecond: number
  /** Orders that a maker changes at once, on average. */
  readonly ordersPerUpdate: number
  /** Taker orders per second. */
  readonly takerOrdersPerSecond: number
  /** What is traded in an average minute, in units of quote. */
  readonly notionalPerMinute: number
}

/** Bitcoin near 100,000 dollars, mostly a cent wide. */
export const bitcoin: ProductSpec = {
  id: 'BTC-USD',
  base: 'BTC',
  baseName: 'Bitcoin',
  quote: 'USD',
  quoteName: 'US Dollar',
  aliases: ['BTC-USDC'],
  tickPlaces: 2,
  lotPlaces: 8,
  startTick: 10_000_000,
  firstTradeId: 1_100_000_000,
  volatilityBps: 0.6,
  stickinessBps: 0.6,
  impactBps: 0.3,
  spreadTicks: 1,
  levels: 300,
  makerUpdatesPerSecond: 6,
  ordersPerUpdate: 5,
  takerOrdersPerSecond: 5.5,
  notionalPerMinute: 200_000,
}

/** Ether near 3,900 dollars, some cents wide. */
export const ether: ProductSpec = {
  id: 'ETH-USD',
  base: 'ETH',
  baseName: 'Ethereum',
  quote: 'USD',
  quoteName: 'US Dollar',
  aliases: ['ETH-USDC'],
  tickPlaces: 2,
  lotPlaces: 8,
  startTick: 390_000,
  firstTradeId: 846_000_000,
  volatilityBps: 0.8,
  stickinessBps: 0.6,
  impactBps: 0.5,
  spreadTicks: 4,
  levels: 250,
  makerUpdatesPerSecond: 4,
  ordersPerUpdate: 5,
  takerOrdersPerSecond: 1.5,
  notionalPerMinute: 60_000,
}

/** What is simulated unless told otherwise. */
export const defaultProducts: readonly ProductSpec[] = [bitcoin, ether]

const powersOfTen = [1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16] as const

/** Ten to the given power, exact, from 0 to 16. */
export function powerOfTen(power: number): number {
  const value = powersOfTen[power]
  if (value === undefined) throw new RangeError(`power of ten: expected an integer from 0 to 16, received ${power}`)
  return value
}

/** The lots that a notional amount of quote buys at a price, at least one. */
export function lotsOf(spec: ProductSpec, notional: number, tick: number): number {
  return Math.max(1, Math.floor((notional * powerOfTen(spec.tickPlaces + spec.lotPlaces)) / tick))
}

/** What lots are worth at a price, in quote. */
export function notionalOf(spec: ProductSpec, lots: number, tick: number): number {
  return (lots * tick) / powerOfTen(spec.tickPlaces + spec.lotPlaces)
}

/** Basis points of a price, in ticks, not rounded. */
export function ticksOf(bps: number, tick: number): number {
  return (bps * tick) / 10_000
}
