/** How far two values are from each other, relative to the second where it is above 1: 0 when both are unknown, infinite when one is. */
export function apart(actual: number | undefined, expected: number | undefined): number {
  if (actual === undefined || expected === undefined) return actual === expected ? 0 : Infinity
  return Math.abs(actual - expected) / Math.max(1, Math.abs(expected))
}
