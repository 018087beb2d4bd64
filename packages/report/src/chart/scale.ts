import { fixed } from '../format/numbers.ts'

/** The smallest and the greatest of some numbers, widened by a share of their distance; `undefined` where there are none. */
export function domainOf(values: Iterable<number | null | undefined>, widenBy = 0.06): [low: number, high: number] | undefined {
  let low = Infinity
  let high = -Infinity
  for (const value of values) {
    if (value === null || value === undefined || !Number.isFinite(value)) continue
    low = Math.min(low, value)
    high = Math.max(high, value)
  }
  if (low > high) return undefined
  const margin = high > low ? (high - low) * widenBy : Math.abs(high) * widenBy || 1
  return [low === 0 ? 0 : low - margin, high === 0 ? 0 : high + margin]
}

/** The distance of neighbouring marks of an axis, from the marks themselves. */
export function stepOf(ticks: readonly (number | Date)[]): number {
  const [first, second] = ticks
  return first === undefined || second === undefined ? 1 : Math.abs(Number(second) - Number(first))
}

/** How many pixels an axis keeps for its marks, from the longest of them. */
export function roomFor(texts: readonly string[], most = 290): number {
  const longest = Math.max(0, ...texts.map((text) => text.length))
  return Math.min(most, Math.round(longest * 7) + 14)
}

/** A count for a narrow place: `980`, `1.2 k`, `34 k`, `1.2 M`. */
export function shortCount(count: number): string {
  if (count < 10_000) return fixed(count, 0)
  if (count < 1_000_000) return `${fixed(count / 1_000, 0)} k`
  return `${fixed(count / 1_000_000, 1)} M`
}
