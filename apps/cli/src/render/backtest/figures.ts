import type { MeanFigure } from '@of/backtest'
import { MINUTE_US, SECOND_US, type Us } from '@of/core'
import { NONE } from '../study/cells.ts'

/** A number with its sign, in so many decimals. */
export function signed(value: number | null, decimals = 1): string {
  if (value === null) return NONE
  const text = Math.abs(value).toFixed(decimals)
  return Number(text) === 0 ? text : `${value < 0 ? '−' : '+'}${text}`
}

/** A number of basis points without a sign; minus is written as one. */
export function plain(value: number | null, decimals = 1): string {
  if (value === null) return NONE
  const text = value.toFixed(decimals)
  return Number(text) === 0 ? (0).toFixed(decimals) : text.replace('-', '−')
}

/** How long something took, in the unit that suits it. */
export function holdText(spanUs: Us): string {
  return spanUs < MINUTE_US ? `${plain(spanUs / SECOND_US)} s` : `${plain(spanUs / MINUTE_US)} min`
}

/** A mean in basis points with what is known of its error. */
export function meanText({ high, low, mean, n }: MeanFigure): string {
  if (mean === null) return 'n/a: n 0'
  const range = low === null || high === null ? 'no interval under 30' : `95 % ${signed(low)} to ${signed(high)}`
  return `${signed(mean)} bps  n ${n}, ${range}`
}

/** An interval for a cell of a table. */
export function intervalCell({ high, low }: MeanFigure): string {
  return low === null || high === null ? NONE : `${signed(low)} … ${signed(high)}`
}
