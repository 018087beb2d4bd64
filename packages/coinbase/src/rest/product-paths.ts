/** As many ids as one request for products names: its address stays far below what servers and proxies take. */
export const MOST_PRODUCT_IDS = 50

/** The path of a request for the products of some ids, or for all of them. */
export function productsPath(ids: readonly string[] = []): string {
  const query = new URLSearchParams(ids.map((id): [string, string] => ['product_ids', id]))
  return query.size === 0 ? '/api/v3/brokerage/market/products' : `/api/v3/brokerage/market/products?${query.toString()}`
}

/** The path of a request for one product. */
export function productPath(id: string): string {
  return `/api/v3/brokerage/market/products/${id}`
}
