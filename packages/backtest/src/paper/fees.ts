/** What a venue takes of the notional of each fill, in basis points. */
export interface Fees {
  readonly name: string
  /** Of an order that takes what rests. */
  readonly takerBps: number
  /** Of an order that rested. */
  readonly makerBps: number
}

/** A tier of a venue: its fees, and from what volume of 30 days on they are charged. */
export interface FeeTier extends Fees {
  /** US dollars. */
  readonly fromVolumeUsd: number
}

/**
 * Fee tiers of Coinbase, named by what a taker pays. The first is the lowest of Coinbase Advanced, under $1,000 in 30 days (as of May 2026); the others are
 * those of Coinbase Exchange (as of 2025). Tiers change, and what one's own account is charged is what counts: `explicitFees` takes any.
 *
 * @see https://help.coinbase.com/en/coinbase/trading-and-funding/advanced-trade/advanced-trade-fees
 * @see https://help.coinbase.com/en/exchange/trading-and-funding/exchange-fees
 */
export const feeTiers: readonly FeeTier[] = [
  tier(120, 60, 0),
  tier(60, 40, 0),
  tier(40, 25, 10_000),
  tier(25, 15, 50_000),
  tier(20, 10, 100_000),
  tier(18, 8, 1_000_000),
  tier(16, 6, 15_000_000),
  tier(12, 3, 75_000_000),
  tier(8, 0, 250_000_000),
  tier(5, 0, 400_000_000),
]

/** The tier of a name such as `taker-60bps`. */
export function feeTierNamed(name: string): FeeTier | undefined {
  return feeTiers.find((known) => known.name === name)
}

/** Fees that are no published tier. Throws a RangeError unless both are numbers from −100 to 1,000. */
export function explicitFees(takerBps: number, makerBps: number): Fees {
  for (const bps of [takerBps, makerBps]) {
    if (!(bps >= -100 && bps <= 1_000)) throw new RangeError(`fees: expected basis points from −100 to 1,000, received ${bps}`)
  }
  return { name: `taker ${takerBps} bps, maker ${makerBps} bps`, takerBps, makerBps }
}

function tier(takerBps: number, makerBps: number, fromVolumeUsd: number): FeeTier {
  return { name: `taker-${takerBps}bps`, takerBps, makerBps, fromVolumeUsd }
}
