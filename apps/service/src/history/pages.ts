import type { Us } from '@of/core'

/** A page of what is partly in a store and partly in memory. */
export interface SeamOptions<Item> {
  readonly fromUs: Us
  readonly toUs: Us
  readonly limit: number
  /** From when on memory holds everything. */
  readonly memoryFromUs: Us
  readonly timeOf: (item: Item) => Us
  /** Reads the first so many of a span, oldest first. */
  readonly stored: (fromUs: Us, toUs: Us, limit: number) => Promise<readonly Item[]>
  readonly remembered: (fromUs: Us, toUs: Us) => readonly Item[]
}

/** The first items of a span, oldest first, and the time at which the next page begins: what memory holds is not asked of the store. */
export async function pageOverSeam<Item>(
  options: SeamOptions<Item>,
): Promise<{ readonly items: readonly Item[]; readonly nextUs: Us | undefined }> {
  const { fromUs, limit, memoryFromUs, remembered, stored, timeOf, toUs } = options
  const before = fromUs < memoryFromUs ? await stored(fromUs, Math.min(toUs, memoryFromUs), limit + 1) : []
  const after = before.length > limit ? [] : remembered(Math.max(fromUs, memoryFromUs), toUs)
  const all = [...before, ...after]
  const next = all[limit]
  return { items: all.slice(0, limit), nextUs: next === undefined ? undefined : timeOf(next) }
}
