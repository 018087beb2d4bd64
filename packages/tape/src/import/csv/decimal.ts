const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?$/

/** The number that a text writes in decimals, the double nearest to it; `undefined` for any other text. */
export function decimalOf(text: string): number | undefined {
  if (text.length > 40 || !DECIMAL.test(text)) return undefined
  const value = Number(text)
  return Number.isFinite(value) ? value : undefined
}
