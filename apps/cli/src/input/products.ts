import { CliError } from '../errors.ts'
import type { Replay } from './replay.ts'

/** What became of the products that were asked for. */
export interface ChosenProducts {
  /** By the names they have on the wire, each once. */
  readonly found: readonly string[]
  /** Names asked for, with the ones that the venue serves them under. */
  readonly aliases: readonly (readonly [asked: string, product: string])[]
  readonly unknown: readonly string[]
}

/** Finds the products that were asked for: all of the recording when none was. */
export function chosenProducts({ pipeline }: Replay, asked: readonly string[]): ChosenProducts {
  if (asked.length === 0) return { found: pipeline.products, aliases: [], unknown: [] }
  const pairs = asked.map((product) => [product, pipeline.canonical(product)] as const)
  const known = pairs.filter(([, product]) => pipeline.products.includes(product))
  return {
    found: [...new Set(known.map(([, product]) => product))],
    aliases: known.filter(([name, product]) => name !== product),
    unknown: pairs.filter((pair) => !known.includes(pair)).map(([name]) => name),
  }
}

/** Throws what kept a replay from giving the whole of what was asked for, if anything did. */
export function throwUnlessWhole(replay: Replay, unknown: readonly string[]): void {
  if (replay.damage !== undefined) throw replay.damage
  if (replay.span === undefined && replay.isRanged) throw new CliError({ kind: 'nothing-in-range' })
  const available = replay.pipeline.products
  if (available.length === 0) throw new CliError({ kind: 'no-products' })
  if (unknown.length > 0) throw new CliError({ kind: 'unknown-product', unknown, available })
}
