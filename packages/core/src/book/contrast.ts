/** A contrast up to this size is called balanced. */
export const BALANCED = 0.05

/** How much more rests on the bid side than on the ask side, as a share of both: from −1 to 1, `undefined` when both are 0. */
export function contrast(bid: number, ask: number): number | undefined {
  const both = bid + ask
  return both > 0 ? (bid - ask) / both : undefined
}
