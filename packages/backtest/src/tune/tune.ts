import { MINUTE_US } from '@of/core'
import type { RuleSet } from '@of/signals'
import { sfc32, sharpe } from '@of/stats'
import { aboutOf } from './about.ts'
import { clustersOf } from './clusters.ts'
import { concluded } from './conclusions.ts'
import type { SearchPlan, TrialReading } from './evaluate.ts'
import { HoldOutMoved } from './hold-out-moved.ts'
import type { Moments } from './moments.ts'
import { type NullShifts, nullShifts } from './null-shifts.ts'
import { overfittingOf } from './overfitting.ts'
import type { OwnRecipe } from './own-recipe.ts'
import { flat, joined, type PortfolioOutcome, scored, tradeAll } from './portfolio.ts'
import { deflatedOf, readingOf } from './readings.ts'
import {
  configKey,
  costsKey,
  type DataEntry,
  type Ranked,
  type Registry,
  type RegistryEntry,
  type TradingCosts,
  type TriedEntry,
} from './registry.ts'
import { configsOf, type SearchSpace, sizeOf } from './space.ts'
import type { Stretch, TrialConfig } from './trial.ts'
import type { NullControl, TuneResult } from './tune-result.ts'
import { bestOf, type Step, stepsOf } from './walk-forward.ts'

/** How a rule set is tuned. */
export interface TuneOptions extends TradingCosts {
  readonly base: RuleSet
  /** Factors of one's own that score with them, whose weights and bounds are tuned as well; none unless given. */
  readonly own?: OwnRecipe
  readonly space: SearchSpace
  /** How many configurations are tried, the rule set itself among them. */
  readonly trials: number
  readonly seed: number
  /** Share of the time, at its end, that tuning does not see. */
  readonly holdOutShare: number
  /** Whether the hold-out is looked at, which is written down and counts. */
  readonly look: boolean
  readonly steps: number
  readonly minTrades: number
  /** How often the whole search is repeated on data without any edge, made by shifting signals against prices. */
  readonly nullRuns: number
  /** What is known of these data; what is tried is added. */
  readonly registry: Registry
}

/** What is left to be tried. */
export interface PendingTrial {
  readonly key: string
  readonly config: TrialConfig
}

/**
 * A search among configurations: chosen on the past, measured on what came after. Says what is to be tried, takes in what came of it, in that order, and at the
 * end says what it is worth. Whoever drives it keeps the entries that it gives, before anything else is done.
 *
 * Throws a RangeError without moments, and a `HoldOutMoved`.
 */
export class Tuning {
  /** On what each configuration is to be tried: see `evaluate`. */
  readonly plan: SearchPlan
  /** What is not known from the registry, in order. */
  readonly pending: readonly PendingTrial[]
  /** How many configurations the search has. */
  readonly size: number
  readonly #products: readonly Moments[]
  readonly #options: TuneOptions
  readonly #about: DataEntry
  readonly #trials: readonly PendingTrial[]
  readonly #tests: readonly Stretch[]
  readonly #search: string
  readonly #nulls: NullShifts

  constructor(products: readonly Moments[], options: TuneOptions) {
    const { feeBps, minTrades, nullRuns, registry, seed, steps } = options
    this.#products = products
    this.#options = options
    this.#about = aboutOf(products, registry.data, options.holdOutShare)
    const known = registry.entry?.heldFromUs
    if (known !== undefined && known !== this.#about.heldFromUs) throw new HoldOutMoved(known, this.#about.heldFromUs)
    const open = { fromUs: this.#about.fromUs, toUs: this.#about.heldFromUs }
    const { base: ruleSet, own, space, trials } = options
    const tuned = own === undefined ? { ruleSet } : { ruleSet, own }
    const configs = configsOf(tuned, space, { count: trials, random: sfc32(seed, 'space') })
    this.#trials = configs.map((config) => ({ key: configKey(config, options), config }))
    // No position reaches from training into the test; what features remember of the past is theirs by right.
    const gapMinutes = Math.max(...configs.map(({ holdMinutes }) => holdMinutes))
    const parts = stepsOf({ ...open, steps, gapUs: gapMinutes * MINUTE_US })
    this.#tests = parts.map(({ test }) => test)
    this.#nulls = nullShifts(products, open, { random: sfc32(seed, 'null'), runs: nullRuns })
    this.plan = { open, trains: parts.map(({ train }) => train), shifts: this.#nulls.shifts, feeBps, minTrades }
    this.#search = `${steps} steps, gap ${gapMinutes}m, ${this.#nulls.shifts.length} null searches by seed ${seed}, from ${minTrades} trades on`
    this.size = configs.length
    this.pending = this.#trials.filter(({ key }) => !registry.tried.has(key) || registry.rankedOf(this.#search, key) === undefined)
  }

  /** What is to be kept before anything is tried. */
  begin(): readonly RegistryEntry[] {
    return this.#options.registry.entry === undefined ? this.#kept([this.#about]) : []
  }

  /** Takes in what came of a trial; what is to be kept of it. */
  take({ config, key }: PendingTrial, { hourlyBps, nulls, train, trades }: TrialReading): readonly RegistryEntry[] {
    const { registry } = this.#options
    const { data } = this.#about
    const trial = {
      kind: 'trial',
      data,
      config: key,
      costs: costsKey(this.#options),
      holdMinutes: config.holdMinutes,
      trades,
      hourlyBps,
    } as const
    const ranked = { kind: 'ranked', data, config: key, search: this.#search, train, nulls } as const
    return this.#kept(registry.tried.has(key) ? [ranked] : [trial, ranked])
  }

  /** What is to be kept before the result is read: the look, if the hold-out is looked at. Throws a RangeError while something is left to be tried. */
  finish(): { readonly result: TuneResult; readonly entries: readonly RegistryEntry[] } {
    const { feeBps, latencyUs, look, notional, own, registry, seed, space, base } = this.#options
    const { open } = this.plan
    const { heldFromUs, toUs } = this.#about
    const all = [...registry.tried.values()]
    const peers = all.filter(({ costs }) => costs === costsKey(this.#options))
    const effective = clustersOf(all.map(({ hourlyBps }) => Float64Array.from(hourlyBps)))
    const found = bestOf(this.#tried().map(({ hourlyBps, trades }) => (trades < this.plan.minTrades ? null : (sharpe(hourlyBps) ?? null))))
    const best = found && this.#traded(found.index, open)
    const held = { fromUs: heldFromUs, toUs }
    const looked = look && found !== undefined ? this.#traded(found.index, held) : undefined
    const entries: RegistryEntry[] = []
    if (looked !== undefined && found !== undefined)
      entries.push(...this.#kept([{ kind: 'look', data: registry.data, config: this.#trials[found.index]!.key }]))
    const elsewhere = registry.elsewhere(this.#about)
    const result = {
      schema: 1,
      data: registry.data,
      span: { fromUs: open.fromUs, toUs },
      products: this.#products.map(({ product, length }) => ({ product, moments: length })),
      feeBps,
      notional,
      latencyUs,
      space: { ...space, size: sizeOf(space, base, own) },
      trials: { here: this.size, ever: all.length, effective, elsewhere: elsewhere.trials },
      best: best === undefined || found === undefined ? null : { config: this.#trials[found.index]!.config, ...readingOf(best, seed) },
      walkForward: this.#walkForward(),
      deflated: deflatedOf(best?.hourlyBps, { peers: peers.map(({ hourlyBps }) => hourlyBps), trials: all.length, effective }),
      overfitting: overfittingOf(peers, open),
      nullControl: this.#nullControl(found?.sharpe),
      holdOut: {
        ...held,
        looks: registry.looks,
        looksElsewhere: elsewhere.looks,
        reading: looked === undefined ? null : readingOf(looked, seed),
      },
    } as const
    return { result: { ...result, ...concluded(result) }, entries }
  }

  #walkForward(): TuneResult['walkForward'] {
    const { seed } = this.#options
    const ranked = this.#ranked()
    const parts: { stretch: Stretch; outcome: PortfolioOutcome }[] = []
    const steps = this.#tests.map((test, at): Step => {
      const best = bestOf(ranked.map(({ train }) => train[at] ?? null))
      parts.push({ stretch: test, outcome: best === undefined ? flat(test) : this.#traded(best.index, test) })
      return { train: this.plan.trains[at]!, test, chosen: best?.index ?? null, trainSharpe: best?.sharpe ?? null }
    })
    return { ...readingOf(joined(parts), seed), steps }
  }

  #nullControl(toBeat: number | undefined): NullControl {
    const runs = this.plan.shifts.length
    if (toBeat === undefined || runs === 0) {
      const reason = toBeat === undefined ? 'no configuration traded often enough' : (this.#nulls.reason ?? 'not searched')
      return { runs, asGood: 0, p: null, reason }
    }
    const ranked = this.#ranked()
    const asGood = this.plan.shifts.filter((_, run) => {
      const best = bestOf(ranked.map(({ nulls }) => nulls[run] ?? null))
      return best !== undefined && best.sharpe >= toBeat
    }).length
    return { runs, asGood, p: (1 + asGood) / (1 + runs) }
  }

  #traded(index: number, stretch: Stretch): PortfolioOutcome {
    const { config } = this.#trials[index]!
    return tradeAll(this.#products, scored(this.#products, config), stretch, this.plan.feeBps)
  }

  #tried(): TriedEntry[] {
    return this.#trials.map(({ key }) => this.#options.registry.tried.get(key) ?? untried(key))
  }

  #ranked(): Ranked[] {
    return this.#trials.map(({ key }) => this.#options.registry.rankedOf(this.#search, key) ?? untried(key))
  }

  #kept<Entry extends RegistryEntry>(entries: readonly Entry[]): readonly Entry[] {
    for (const entry of entries) this.#options.registry.add(entry)
    return entries
  }
}

function untried(key: string): never {
  throw new RangeError(`finish: expected every configuration to be tried, received none of ${key}`)
}
