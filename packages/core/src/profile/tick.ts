/** How many ticks a price is from zero, to the nearest one. */
export function tickIndex(price: number, tick: number): number {
  return Math.round(price / tick)
}

/**
 * The price so many ticks from zero. A tick that divides 1 is turned over first: a quotient of two whole numbers is
 * the same double as the decimal on the wire, a product with 0.01 is not.
 */
export function priceOfTick(index: number, tick: number): number {
  const perUnit = Math.round(1 / tick)
  return Math.abs(perUnit * tick - 1) < 1e-9 ? index / perUnit : index * tick
}
