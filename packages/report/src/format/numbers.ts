const MINUS = '−'

/** A number with so many decimals, thousands separated by commas, and a minus that is one; a value that rounds to zero has no sign. */
export function fixed(value: number, decimals: number): string {
  const [whole = '', fraction] = Math.abs(value).toFixed(decimals).split('.')
  const digits = `${whole.replace(/\B(?=(\d{3})+$)/g, ',')}${fraction === undefined ? '' : `.${fraction}`}`
  return value < 0 && /[1-9]/.test(digits) ? `${MINUS}${digits}` : digits
}

/** A number with its sign. True zero is `0`; what only rounds to zero is `±0.00`. */
export function signed(value: number, decimals: number): string {
  if (value === 0) return '0'
  const text = fixed(value, decimals)
  if (!/[1-9]/.test(text)) return `±${text}`
  return value > 0 ? `+${text}` : text
}

/** A share in per cent, with one decimal unless told otherwise. */
export function percent(share: number, options: { readonly decimals?: number; readonly isSigned?: boolean } = {}): string {
  const { decimals = 1, isSigned = false } = options
  return `${isSigned ? signed(share * 100, decimals) : fixed(share * 100, decimals)} %`
}

/** A share in per cent with its sign. */
export function signedPercent(share: number): string {
  return percent(share, { isSigned: true })
}

/** Basis points with their sign: one decimal, and below 1 two significant digits, at most six decimals. */
export function bps(value: number): string {
  return `${signed(value, bpsDecimals(value))} bps`
}

/** Basis points that have no direction, a spread or a fee. */
export function bpsSize(value: number): string {
  return `${fixed(value, bpsDecimals(value))} bps`
}

function bpsDecimals(value: number): number {
  let decimals = 1
  for (let scaled = Math.abs(value); scaled > 0 && scaled < 1 && decimals < 6; scaled *= 10) decimals += 1
  return decimals
}

/** A count with thousands separated by commas, and its noun: `1 trade`, `1,204 trades`. */
export function counted(count: number, noun: string): string {
  return `${fixed(count, 0)} ${noun}${count === 1 ? '' : 's'}`
}

/** Both ends of an interval in the same words: `−1.2 … +3.4`. */
export function span([low, high]: readonly [low: number, high: number], write: (value: number) => string): string {
  return `${write(low)} … ${write(high)}`
}
