const minus = '−'

/** A number with fixed decimals, thousands separated by commas, and a true minus sign; zero has no sign. */
export function fixed(value: number, decimals: number): string {
  const digits = Math.abs(value).toFixed(decimals)
  const grouped = digits.replace(/^\d+/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ','))
  return value < 0 && Number(digits) !== 0 ? `${minus}${grouped}` : grouped
}

/** As `fixed`, with a plus sign too. A whole zero is bare; one with decimals carries a plus, so that columns stay aligned. */
export function signed(value: number, decimals: number): string {
  const text = fixed(value, decimals)
  return text.startsWith(minus) || text === '0' ? text : `+${text}`
}

/** Decimals that a number needs to be shown as it is, at most eight. */
export function decimalsOf(value: number): number {
  let decimals = 0
  while (decimals < 8 && Number(value.toFixed(decimals)) !== value) decimals += 1
  return decimals
}
