import type { LinePoint } from '../document/figure.ts'

/**
 * At most about so many points that draw the same line: of each stretch the first, the least, the greatest and the last, so that no peak,
 * trough or break is lost.
 */
export function thinned(points: readonly LinePoint[], most: number): LinePoint[] {
  if (points.length <= most) return [...points]
  const stretch = Math.ceil(points.length / Math.max(1, Math.floor(most / 4)))
  const kept: LinePoint[] = []
  for (let start = 0; start < points.length; start += stretch) kept.push(...outline(points.slice(start, start + stretch)))
  return kept
}

function outline(points: readonly LinePoint[]): LinePoint[] {
  let least = 0
  let greatest = 0
  points.forEach(({ value }, index) => {
    if (value === null) return
    if (value < (points[least]?.value ?? Infinity)) least = index
    if (value > (points[greatest]?.value ?? -Infinity)) greatest = index
  })
  const hole = points.findIndex(({ value }) => value === null)
  const indices = new Set([0, least, greatest, points.length - 1, ...(hole < 0 ? [] : [hole])])
  return [...indices].sort((a, b) => a - b).flatMap((index) => points[index] ?? [])
}
