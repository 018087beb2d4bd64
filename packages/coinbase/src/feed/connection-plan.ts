/** As many products as one connection carries; the venue refuses the 31st book of a connection. */
export const MOST_PRODUCTS = 25

/** How products are spread over connections, and what changes to come from how they were: those that stay, stay where they are. */
export interface ConnectionPlan {
  /** Products by connection, the first under 0. */
  readonly connections: readonly (readonly string[])[]
  readonly added: readonly { readonly connection: number; readonly product: string }[]
  readonly removed: readonly { readonly connection: number; readonly product: string }[]
}

/** Spreads products over as few connections as hold them. */
export function planConnections(before: readonly (readonly string[])[], products: readonly string[]): ConnectionPlan {
  const wanted = new Set(products)
  const connections = before.map((held) => held.filter((product) => wanted.has(product)))
  const removed = before.flatMap((held, connection) =>
    held.filter((product) => !wanted.has(product)).map((product) => ({ connection, product })),
  )
  const held = new Set(before.flat())
  const added = [...wanted]
    .filter((product) => !held.has(product))
    .map((product) => {
      const free = connections.findIndex((others) => others.length < MOST_PRODUCTS)
      const connection = free < 0 ? connections.length : free
      connections[connection] = [...(connections[connection] ?? []), product]
      return { connection, product }
    })
  return { connections, added, removed }
}
