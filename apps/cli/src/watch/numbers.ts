import { SECOND_US, type Us } from '@of/core'

const MINUS = '−'
const MOST_DECIMALS = 8

/** A number with fixed decimals, its thousands separated by commas, and a true minus sign. */
export function fixed(value: number, decimals: number): string {
  const digits = Math.abs(value).toFixed(decimals)
  const text = digits.replace(/^\d+/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ','))
  return value < 0 && Number(digits) !== 0 ? `${MINUS}${text}` : text
}

/** A number with its sign: a true zero is bare, one that only rounds to zero is `±0.00`. */
export function signed(value: number, decimals: number): string {
  if (value === 0) return '0'
  const text = fixed(value, decimals)
  if (Number(Math.abs(value).toFixed(decimals)) === 0) return `±${text}`
  return value > 0 ? `+${text}` : text
}

/** A signed amount in base units: the larger, the fewer decimals. */
export function signedAmount(value: number): string {
  const size = Math.abs(value)
  return signed(value, size >= 100 ? 1 : size >= 1 ? 2 : 3)
}

/** An amount of the quote currency: in full below 10,000, then in thousands and millions. Dollars carry their sign. */
export function money(value: number, product: string): string {
  const sign = /-USD[CT]?$/.test(product) ? '$' : ''
  const size = Math.abs(value)
  const minus = value < 0 ? MINUS : ''
  if (size >= 999_500) return `${minus}${sign}${scaled(size)}`
  if (size >= 10_000) return `${minus}${sign}${fixed(size / 1e3, 0)} k`
  return `${minus}${sign}${fixed(size, smallDecimals(size, sign))}`
}

/** Below ten, dollars are told with their cents; other currencies may be worth more. */
function smallDecimals(size: number, sign: string): number {
  if (size >= 100) return 0
  if (sign === '$') return size >= 10 ? 0 : 2
  return 4
}

function scaled(size: number): string {
  const [unit, suffix] = size >= 999_500_000 ? [1e9, 'B'] : [1e6, 'M']
  const count = size / unit
  return `${fixed(count, count >= 99.95 ? 0 : count >= 9.995 ? 1 : 2)} ${suffix}`
}

/** Basis points: one decimal, below 1 two significant digits. */
export function bps(value: number): string {
  return `${fixed(value, bpsDecimals(value))} bps`
}

/** Decimals that basis points are told with. */
export function bpsDecimals(value: number): number {
  const size = Number(Math.abs(value).toPrecision(2))
  return size >= 1 || size === 0 ? 1 : Math.min(MOST_DECIMALS, 1 - Math.floor(Math.log10(size)))
}

/** Decimals that a price needs, at most eight. */
export function decimalsOf(price: number): number {
  let decimals = 0
  while (decimals < MOST_DECIMALS && Number(price.toFixed(decimals)) !== price) decimals += 1
  return decimals
}

/** Decimals for a column of sizes, by its largest. */
export function sizeDecimals(largest: number): number {
  if (largest >= 1_000) return largest >= 10_000 ? 0 : 1
  if (largest >= 10) return largest >= 100 ? 2 : 3
  return largest >= 1 ? 4 : 5
}

/** A span of time in its largest unit: `14 s`, `3 min`, `2 h`. */
export function ageText(spanUs: Us): string {
  const seconds = Math.max(0, Math.floor(spanUs / SECOND_US))
  if (seconds < 100) return `${seconds} s`
  return seconds < 6_000 ? `${Math.floor(seconds / 60)} min` : `${Math.floor(seconds / 3_600)} h`
}

/** Milliseconds of a latency. */
export function latencyText(spanUs: Us): string {
  return spanUs >= 10 * SECOND_US ? ageText(spanUs) : `${fixed(spanUs / 1e3, 0)} ms`
}

/** A time of day in UTC: `14:32:19`. */
export function clockText(timeUs: Us): string {
  return new Date(Math.floor(timeUs / 1e3)).toISOString().slice(11, 19)
}

/** A time of day in UTC with milliseconds: `14:32:19.400`. */
export function preciseClockText(timeUs: Us): string {
  return new Date(Math.floor(timeUs / 1e3)).toISOString().slice(11, 23)
}
