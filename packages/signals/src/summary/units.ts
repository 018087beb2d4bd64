import { fixed, signed } from '../text/number.ts'

/** The base currency of a product. */
export function baseOf(product: string): string {
  return product.split('-')[0] ?? product
}

/** A price in the quote currency of a product, with decimals that suit its size. */
export function priceText(price: number, product: string): string {
  const quote = product.split('-')[1] ?? ''
  const number = fixed(price, price >= 10 ? 2 : price >= 0.1 ? 4 : 8)
  return quote.startsWith('USD') ? `$${number}` : `${number} ${quote}`.trimEnd()
}

/** Basis points: one decimal from 1 bps on, more where spreads of liquid products live. */
export function bpsText(bps: number): string {
  const size = Math.abs(bps)
  const decimals = size === 0 || size >= 1 ? 1 : size >= 0.1 ? 2 : 4
  return `${fixed(bps, decimals)} bps`
}

/** A signed number with three decimals. */
export function signed3(value: number): string {
  return signed(value, 3)
}
