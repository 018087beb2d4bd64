import type { ProductFeed } from '../publish/product-feed.ts'

/** A product under one of its names: answers carry the name that was asked for. */
export interface Listing {
  readonly id: string
  readonly feed: ProductFeed
}

/** Every product under every name, in the order of the products. */
export function listings(feeds: readonly ProductFeed[]): readonly Listing[] {
  return feeds.flatMap((feed) => [feed.spec.id, ...feed.spec.aliases].map((id) => ({ id, feed })))
}

/** Whether the product is listed under another name than its own. */
export function isAlias({ id, feed }: Listing): boolean {
  return id !== feed.spec.id
}

/** The currency that prices are in under this name. */
export function quoteOf({ id, feed }: Listing): string {
  return id.slice(feed.spec.base.length + 1)
}
