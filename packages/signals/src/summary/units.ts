import { fixed, signed } from '../text/number.ts'

/** An amount of a product's base currency; without a unit where its name does not say which part of it that is, as `BTCUSDT` does not. */
export function baseText(amount: string, product: string): string {
  const [base = '', quote] = product.split('-')
  return quote === undefined ? amount : `${amount} ${base}`
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
