import { defaultProducts, madeUpProducts, type ProductSpec } from '@of/sim'

/** Which products a simulated venue has. */
export interface SimProducts {
  /** Those of these names; bitcoin and ether where there are none. */
  readonly names: readonly string[]
  /** So many made-up ones instead. */
  readonly count: number | undefined
  /** Levels a side of each. */
  readonly levels: number | undefined
}

/** Whether a product can be called that. */
export function isProductName(name: string): boolean {
  return /^[A-Z0-9]{1,16}-[A-Z0-9]{2,8}$/.test(name)
}

/** The products of a simulated venue. Those that the simulator has no market for get a made-up one under their names. */
export function simProducts({ count, levels, names }: SimProducts): readonly ProductSpec[] {
  const asked = count === undefined ? namedProducts(names) : madeUpProducts(count)
  return levels === undefined ? asked : asked.map((spec) => ({ ...spec, levels }))
}

function namedProducts(names: readonly string[]): readonly ProductSpec[] {
  if (names.length === 0) return defaultProducts
  const strangers = madeUpProducts(names.length)
  return [...new Set(names)].map((name, at) => defaultProducts.find(({ id }) => id === name) ?? renamed(strangers[at]!, name))
}

function renamed(spec: ProductSpec, id: string): ProductSpec {
  const [base = '', quote = ''] = id.split('-')
  return { ...spec, id, base, baseName: base, quote, quoteName: quote }
}
