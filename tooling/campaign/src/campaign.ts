import type { Us } from '@of/core'
import type { FaultKind } from '@of/sim'
import type { Breakage } from './broken.ts'
import type { KindTally } from './fault-log.ts'
import { runSeed, type SeedResult } from './run-seed.ts'

/** What to run. */
export interface CampaignOptions {
  readonly firstSeed: number
  readonly seeds: number
  readonly minutes: number
  readonly faultsPerMinute: number
  readonly breakage?: Breakage
}

/** What a campaign found. */
export interface CampaignResult {
  readonly seeds: number
  readonly faultsInjected: number
  readonly detected: number
  readonly healed: number
  /** From the bite of a fault until every book stood true again and no trade was missing. */
  readonly healMs: { readonly p50: number | null; readonly p99: number | null }
  readonly silentDivergences: number
  /** Seeds with a divergence, or a fault that was not seen or not healed. */
  readonly failingSeeds: readonly number[]
}

/** A campaign as it goes on. */
export class Campaign {
  readonly tally: Map<FaultKind, KindTally> = new Map()
  readonly failures: { readonly seed: number; readonly why: readonly string[] }[] = []
  readonly #healUs: Us[] = []
  readonly #options: CampaignOptions
  #done = 0
  #divergences = 0
  #comparisons = 0
  #frames = 0

  constructor(options: CampaignOptions) {
    this.#options = options
  }

  /** Runs the seeds, one at a time. */
  *run(): Generator<SeedResult, void, undefined> {
    const { firstSeed, seeds, ...options } = this.#options
    for (let seed = firstSeed; seed < firstSeed + seeds; seed++) {
      const result = runSeed({ seed, ...options })
      this.#add(result)
      yield result
    }
  }

  get comparisons(): number {
    return this.#comparisons
  }

  get frames(): number {
    return this.#frames
  }

  /** What was found so far. */
  get result(): CampaignResult {
    const sum = (key: keyof KindTally): number => [...this.tally.values()].reduce((total, tally) => total + tally[key], 0)
    const ascending = this.#healUs.toSorted((a, b) => a - b)
    return {
      seeds: this.#done,
      faultsInjected: sum('injected'),
      detected: sum('detected'),
      healed: sum('healed'),
      healMs: { p50: quantileMs(ascending, 0.5), p99: quantileMs(ascending, 0.99) },
      silentDivergences: this.#divergences,
      failingSeeds: this.failures.map(({ seed }) => seed),
    }
  }

  #add(result: SeedResult): void {
    this.#done += 1
    this.#divergences += result.divergences.length
    this.#comparisons += result.comparisons
    this.#frames += result.frames
    for (const us of result.healUs) this.#healUs.push(us)
    for (const [kind, { injected, detected, healed }] of result.tally) {
      const tally = this.tally.get(kind) ?? { injected: 0, detected: 0, healed: 0 }
      tally.injected += injected
      tally.detected += detected
      tally.healed += healed
      this.tally.set(kind, tally)
    }
    const why = [...result.divergences.map(({ kind, product, detail }) => `${kind} of ${product}: ${detail}`), ...result.unhealed]
    if (why.length > 0) this.failures.push({ seed: result.seed, why })
  }
}

/** Nearest rank. */
function quantileMs(ascending: readonly Us[], share: number): number | null {
  const value = ascending[Math.max(0, Math.ceil(share * ascending.length) - 1)]
  return value === undefined ? null : Math.round(value / 1000)
}
