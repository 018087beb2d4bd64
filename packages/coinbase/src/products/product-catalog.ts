import type { ProductInfo } from './products.ts'

/** The venue's products by id. */
export interface ProductCatalog {
  /** The id under which frames speak of a product: its alias, if it has one. */
  readonly canonical: (id: string) => string
  readonly find: (id: string) => ProductInfo | undefined
}

const USDC_PRODUCT = /^(.+)-USDC$/

// These trade against USDC in books of their own. The list grows at the venue, so it only serves where the venue's own is not known.
const OWN_USDC_BOOKS: ReadonlySet<string> = new Set(['USDT-USDC', 'EURC-USDC', 'XSGD-USDC', 'AUDD-USDC', 'TGBP-USDC'])

/**
 * Looks products up by id. Nearly every `-USDC` product is the `-USD` one under another name, and the venue's own list says which;
 * without a list the name has to tell.
 *
 * @see https://docs.cdp.coinbase.com/coinbase-app/advanced-trade-apis/websocket/websocket-channels
 */
export function productCatalog(products: readonly ProductInfo[]): ProductCatalog {
  const byId = new Map(products.map((product) => [product.id, product]))
  const aliases = new Map<string, string>()
  for (const { id, aliasTo } of products) for (const other of aliasTo) aliases.set(other, id)
  for (const { id, alias } of products) if (alias !== undefined) aliases.set(id, alias)

  return {
    canonical: (id) => aliases.get(id) ?? (byId.size > 0 ? id : canonicalByName(id)),
    find: (id) => byId.get(id),
  }
}

function canonicalByName(id: string): string {
  const base = OWN_USDC_BOOKS.has(id) ? undefined : USDC_PRODUCT.exec(id)?.[1]
  return base === undefined ? id : `${base}-USD`
}
