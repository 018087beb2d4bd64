/** What is of each product, in the order in which it came. */
export function byProduct<Item extends { readonly product: string }>(items: readonly Item[]): ReadonlyMap<string, readonly Item[]> {
  const groups = new Map<string, Item[]>()
  for (const item of items) {
    const group = groups.get(item.product)
    if (group === undefined) groups.set(item.product, [item])
    else group.push(item)
  }
  return groups
}
