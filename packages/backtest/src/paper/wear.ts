/** What one arm has taken of a level that the venue still shows at the size at which it was taken. */
export interface Worn {
  readonly price: number
  /** Base units that the venue showed. */
  readonly shown: number
  /** Base units that the arm has taken of it. */
  taken: number
}

/**
 * Liquidity that an arm has consumed on one side, which the venue cannot know of. It stays consumed until the venue shows another size at that price:
 * from then on what is shown is taken at its word.
 */
export type Wear = Worn[]

/** What is left at a level for an arm, of what is shown there since it was last refreshed. */
export function leftAt(wear: Wear, price: number, shown: number): number {
  for (const worn of wear) if (worn.price === price) return Math.max(0, shown - worn.taken)
  return shown
}

/** Takes some of a level. */
export function wearDown(wear: Wear, price: number, { shown, taken }: Omit<Worn, 'price'>): void {
  const worn = wear.find((level) => level.price === price)
  if (worn === undefined) wear.push({ price, shown, taken })
  else worn.taken += taken
}

/** Forgets levels whose size has changed. */
export function refresh(wear: Wear, sizeAt: (price: number) => number): void {
  for (let i = wear.length - 1; i >= 0; i--) if (sizeAt(wear[i]!.price) !== wear[i]!.shown) wear.splice(i, 1)
}

/** Notional of what has been taken, in quote currency. */
export function wornNotional(wear: Wear): number {
  let notional = 0
  for (const { price, taken } of wear) notional += price * taken
  return notional
}
