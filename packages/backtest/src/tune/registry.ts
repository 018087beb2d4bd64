import type { Us } from '@of/core'
import { recipeHash, ruleSetHash } from '@of/signals'
import type { TrialConfig } from './trial.ts'

/**
 * What was ever tried, as it is kept: which data there were, every configuration with its returns, what it came to where a search chooses, and every look at a
 * locked hold-out.
 */
export type RegistryEntry = DataEntry | TriedEntry | RankedEntry | LookEntry

/** Data that are tuned on. */
export interface DataEntry {
  readonly kind: 'data'
  /** Which data, by hash: products, moments of decision, and the mids known at each. */
  readonly data: string
  readonly products: readonly string[]
  readonly fromUs: Us
  readonly toUs: Us
  /** Where the hold-out begins. */
  readonly heldFromUs: Us
}

/** A configuration that was tried. */
export interface TriedEntry {
  readonly kind: 'trial'
  readonly data: string
  /** Which configuration, see `configKey`. */
  readonly config: string
  /** What trading it was taken to cost, see `costsKey`. */
  readonly costs: string
  readonly holdMinutes: number
  readonly trades: number
  /** Basis points earned in each hour of the data that tuning may see. */
  readonly hourlyBps: readonly number[]
}

/** What a configuration came to on each stretch, and on each data without an edge, on which a search chooses. */
export interface RankedEntry extends Ranked {
  readonly kind: 'ranked'
  readonly data: string
  readonly config: string
  /** Which search, see `searchKey`. */
  readonly search: string
}

/** Sharpe ratios per hour; `null` where trades were too few to say anything. */
export interface Ranked {
  /** By step of the walk forward, in training. */
  readonly train: readonly (number | null)[]
  /** By search on data without an edge. */
  readonly nulls: readonly (number | null)[]
}

/** A look at the hold-out. */
export interface LookEntry {
  readonly kind: 'look'
  readonly data: string
  readonly config: string
}

/** What trading is taken to cost. */
export interface TradingCosts {
  /** Basis points of notional a fill. */
  readonly feeBps: number
  /** What is bought or sold, in quote currency. */
  readonly notional: number
  readonly latencyUs: Us
}

/** The identity of what trading is taken to cost. */
export function costsKey({ feeBps, latencyUs, notional }: TradingCosts): string {
  return `${feeBps}bps:${notional}:${latencyUs}us`
}

/** The identity of a configuration: its rules without their name, factors of one's own with the hashes of their files, how long it holds, and what trading it is taken to cost. */
export function configKey({ holdMinutes, own, ruleSet }: TrialConfig, costs: TradingCosts): string {
  const rules = { ...ruleSet, name: 'any' }
  return `${own === undefined ? ruleSetHash(rules) : recipeHash({ kind: 'score', rules, ...own })}:${holdMinutes}m:${costsKey(costs)}`
}

/** What is known of the trials of some data. The same configuration on the same data counts once, however often it was tried. */
export class Registry {
  readonly #data: string
  readonly #tried = new Map<string, TriedEntry>()
  readonly #ranked = new Map<string, RankedEntry>()
  readonly #others = new Map<string, OtherData>()
  #entry: DataEntry | undefined
  #looks = 0

  constructor(data: string, entries: Iterable<RegistryEntry> = []) {
    this.#data = data
    for (const entry of entries) this.add(entry)
  }

  /** Which data it is about. */
  get data(): string {
    return this.#data
  }

  /** What was said of them when they were first tuned on; `undefined` before. */
  get entry(): DataEntry | undefined {
    return this.#entry
  }

  /** How many looks at the hold-out there were. */
  get looks(): number {
    return this.#looks
  }

  /** The trials, by configuration, in the order in which they were first tried. */
  get tried(): ReadonlyMap<string, TriedEntry> {
    return this.#tried
  }

  /** What a configuration came to in a search; `undefined` where that is not known. */
  rankedOf(search: string, config: string): Ranked | undefined {
    return this.#ranked.get(`${search} ${config}`)
  }

  /** Trials on other data of one of the same products at a time in common, and looks at a hold-out that has a time in common with the one here. */
  elsewhere({ fromUs, heldFromUs, products, toUs }: Omit<DataEntry, 'kind' | 'data'>): { readonly trials: number; readonly looks: number } {
    let trials = 0
    let looks = 0
    for (const { configs, entry, looks: looked } of this.#others.values()) {
      if (entry === undefined || !entry.products.some((product) => products.includes(product))) continue
      if (entry.fromUs < toUs && fromUs < entry.toUs) trials += configs.size
      if (entry.heldFromUs < toUs && heldFromUs < entry.toUs) looks += looked
    }
    return { trials, looks }
  }

  /** Takes an entry in. */
  add(entry: RegistryEntry): void {
    if (entry.data !== this.#data) this.#addOther(entry)
    else if (entry.kind === 'data') this.#entry ??= entry
    else if (entry.kind === 'look') this.#looks += 1
    else if (entry.kind === 'ranked') this.#ranked.set(`${entry.search} ${entry.config}`, entry)
    else this.#tried.set(entry.config, entry)
  }

  #addOther(entry: RegistryEntry): void {
    let other = this.#others.get(entry.data)
    if (other === undefined) this.#others.set(entry.data, (other = { entry: undefined, configs: new Set(), looks: 0 }))
    if (entry.kind === 'data') other.entry ??= entry
    else if (entry.kind === 'look') other.looks += 1
    else if (entry.kind === 'trial') other.configs.add(entry.config)
  }
}

interface OtherData {
  entry: DataEntry | undefined
  readonly configs: Set<string>
  looks: number
}
