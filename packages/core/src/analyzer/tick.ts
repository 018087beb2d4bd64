/** Tens to the power of minus n: tables, because powers differ in the last bit between engines. */
const TICKS = [1, 0.1, 0.01, 0.001, 0.0001, 0.00001, 0.000001, 0.0000001, 0.00000001] as const
const SCALES = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000] as const

/** Decimals, up to eight, that a price needs if it needs more than those seen so far. */
export function finerTick(decimals: number | undefined, price: number): number {
  let needed = decimals ?? 0
  while (needed < SCALES.length - 1 && Math.round(price * SCALES[needed]!) / SCALES[needed]! !== price) needed += 1
  return needed
}

/** The price increment that a number of decimals implies: a stand-in where the venue's own is not known. */
export function inferredTick(decimals: number | undefined): { readonly size: number; readonly inferred: true } | undefined {
  return decimals === undefined ? undefined : { size: TICKS[decimals]!, inferred: true }
}
