import { bps, fixed, percent, signed } from './numbers.ts'

/** How the numbers of an axis or of a figure are written. */
export type NumberFormat = 'plain' | 'signed' | 'percent' | 'signed-percent' | 'bps' | 'count'

/** A value in its format, with its unit where the format has one. */
export function formatted(value: number, format: NumberFormat): string {
  switch (format) {
    case 'plain':
      return fixed(value, significant(value))
    case 'signed':
      return signed(value, significant(value))
    case 'percent':
      return percent(value)
    case 'signed-percent':
      return percent(value, { isSigned: true })
    case 'bps':
      return bps(value)
    case 'count':
      return fixed(value, 0)
  }
}

/** Decimals that leave about three significant digits. */
function significant(value: number): number {
  const size = Math.abs(value)
  if (size >= 100) return 0
  if (size >= 10) return 1
  return size >= 1 ? 2 : 3
}

/** The mark of an axis: as few decimals as tell it from its neighbours, which lie `step` apart. There are no parts of a count. */
export function tickText(value: number, format: NumberFormat, step: number): string {
  if (format === 'count') return Number.isInteger(value) ? fixed(value, 0) : ''
  const shown = format === 'percent' || format === 'signed-percent' ? value * 100 : value
  const width = format === 'percent' || format === 'signed-percent' ? step * 100 : step
  const unit = format === 'percent' || format === 'signed-percent' ? ' %' : ''
  const text = Math.abs(shown) < width / 1_000 ? '0' : fixed(shown, decimalsOf(width))
  const isSigned = format === 'signed' || format === 'signed-percent' || format === 'bps'
  return `${isSigned && shown > width / 1_000 ? '+' : ''}${text}${unit}`
}

/** Decimals that a step of an axis needs, at most 8. */
function decimalsOf(step: number): number {
  for (let decimals = 0, scaled = step; decimals < 8; decimals += 1, scaled *= 10) {
    if (Math.abs(scaled - Math.round(scaled)) < 1e-6 * scaled && Math.round(scaled) > 0) return decimals
  }
  return 8
}
