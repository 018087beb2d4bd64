/**
 * Holm's adjusted p-values, in the order given: one at or under a level is significant at it though so many were tried.
 *
 * @see Holm (1979), "A Simple Sequentially Rejective Multiple Test Procedure"
 */
export function holm(ps: readonly number[]): number[] {
  const order = ps.map((_, at) => at).sort((a, b) => ps[a]! - ps[b]!)
  const adjusted = ps.map(() => 1)
  let most = 0
  for (const [rank, at] of order.entries()) {
    most = Math.max(most, Math.min(1, (ps.length - rank) * ps[at]!))
    adjusted[at] = most
  }
  return adjusted
}
