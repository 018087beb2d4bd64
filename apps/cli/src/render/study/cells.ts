import { grouped } from '../numbers.ts'

/** What stands where there is no figure. */
export const NONE = '–'

/** A share in per cent with a decimal, without the sign of per cent. */
export function shareCell(share: number | null): string {
  return share === null ? NONE : signless(100 * share, 1)
}

/** A number with its sign, in so many significant digits. */
export function signedCell(value: number | null, digits: number): string {
  if (value === null) return NONE
  const text = Number(Math.abs(value).toPrecision(digits)).toString()
  return `${value < 0 ? '−' : '+'}${text}`
}

/** A number of basis points. */
export function bpsCell(value: number | null): string {
  return value === null ? NONE : signless(value, value < 1 ? 3 : value < 100 ? 2 : 0)
}

/** A count. */
export function countCell(count: number): string {
  return grouped(count)
}

/** A horizon in the unit that suits it. */
export function spanCell(seconds: number): string {
  if (seconds < 1) return `${seconds * 1_000} ms`
  return seconds < 60 || seconds % 60 !== 0 ? `${seconds} s` : `${seconds / 60} min`
}

/** Minus is written as the sign, not as a hyphen; what rounds to 0 has none. */
function signless(value: number, decimals: number): string {
  const text = value.toFixed(decimals)
  return Number(text) === 0 ? (0).toFixed(decimals) : text.replace('-', '−')
}
