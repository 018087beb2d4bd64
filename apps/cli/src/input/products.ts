import { CliError } from '../errors.ts'
import type { Reading } from './reading.ts'

/** What was seen of products: all of them, and the names that those asked for have on the wire. */
export interface SeenProducts {
  readonly products: readonly string[]
  readonly canonical: ReadonlyMap<string, string>
}

/** What became of the products that were asked for. */
export interface ChosenProducts {
  /** By the names they have on the wire, each once. */
  readonly found: readonly string[]
  /** Names asked for, with the ones that the venue serves them under. */
  readonly aliases: readonly (readonly [asked: string, product: string])[]
  readonly unknown: readonly string[]
}

/** Finds the products that were asked for: all of the recording when none was. */
export function chosenProducts({ canonical, products }: SeenProducts, asked: readonly string[]): ChosenProducts {
  if (asked.length === 0) return { found: products, aliases: [], unknown: [] }
  const pairs = asked.map((product) => [product, canonical.get(product) ?? product] as const)
  const known = pairs.filter(([, product]) => products.includes(product))
  return {
    found: [...new Set(known.map(([, product]) => product))],
    aliases: known.filter(([name, product]) => name !== product),
    unknown: pairs.filter((pair) => !known.includes(pair)).map(([name]) => name),
  }
}

/** Throws what kept a reading from giving the whole of what was asked for, if anything did. */
export function throwUnlessWhole(
  { damage, isRanged, span }: Pick<Reading, 'damage' | 'isRanged' | 'span'>,
  seen: SeenProducts,
  asked: readonly string[],
): void {
  if (damage !== undefined) throw damage
  if (span === undefined && isRanged) throw new CliError({ kind: 'nothing-in-range' })
  const { products: available } = seen
  if (available.length === 0) throw new CliError({ kind: 'no-products' })
  const { unknown } = chosenProducts(seen, asked)
  if (unknown.length > 0) throw new CliError({ kind: 'unknown-product', unknown, available })
}
