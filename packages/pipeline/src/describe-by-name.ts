import type { Product } from '@of/core'

/** What is known of a product by its name alone: the currency that its prices are in, where the name says so. */
export function describeByName(id: string): Product {
  return { id, quote: id.slice(id.lastIndexOf('-') + 1) }
}
