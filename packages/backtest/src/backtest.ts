import { type MarketEvent, MINUTE_US, SECOND_US, type Us } from '@of/core'
import type { Arm } from './arms/arm.ts'
import { believedShare, gapsOf, MarketTally, type ProductTally } from './market-tally.ts'
import { type PaperAccounts, PaperEngine, type PaperMemory } from './paper/paper-engine.ts'
import type { PaperRecord } from './paper/record.ts'
import { type PaperOptions, type PaperRules, paperRules } from './paper/rules.ts'
import { Ledger } from './result/ledger.ts'
import { type OutcomeOptions, readingsFor } from './result/outcome-book.ts'
import type { BacktestInput, BacktestResult } from './result/result.ts'

/** Who trades, how, and what is looked at afterwards. */
export interface BacktestOptions extends PaperOptions {
  readonly arms: readonly Arm[]
  /** How long after each signal its outcome is taken; 1, 5 and 15 minutes unless given. */
  readonly horizonsUs?: readonly Us[]
  /** Latencies that markouts are taken at; 0 to 1,000 ms unless given. */
  readonly addedLatenciesUs?: readonly Us[]
  /** Step of the equity; an hour, or a minute where less than a day was seen, unless given. */
  readonly equityEveryUs?: Us
  /** Seed of the resampling behind intervals; 1 unless given. */
  readonly seed?: number
  /** Told of everything that happens, in order. */
  readonly onRecord?: (record: PaperRecord) => void
}

/** What a run needs to be gone on with, besides its records: plain data. */
export interface BacktestCheckpoint {
  readonly startedUs: Us | null
  readonly accounts: PaperAccounts
  readonly tally: readonly ProductTally[]
}

/** A run that is taken up: where it stood, everything it had told, and what its sources remembered, if that is known. */
export interface Interrupted {
  readonly checkpoint: BacktestCheckpoint
  readonly records: Iterable<PaperRecord>
  readonly memory?: PaperMemory | undefined
}

/**
 * Arms that trade on paper on the same events, live or recorded: the same events give the same result. Feed it events in the order of receipt and ask for
 * the result whenever it is wanted.
 */
export class Backtest {
  readonly rules: PaperRules
  readonly #options: BacktestOptions
  readonly #engine: PaperEngine
  readonly #ledger: Ledger
  readonly #tally: MarketTally
  #startedUs: Us | null

  /** Begins, or takes up what was interrupted. Throws a RangeError for options that cannot be, and for what was interrupted under others. */
  constructor(options: BacktestOptions, before?: Interrupted) {
    const { arms, onRecord, seed = 1 } = options
    if (arms.length === 0) throw new RangeError('arms: expected at least one, received none')
    this.#options = options
    this.rules = paperRules(options)
    const outcomes = this.#outcomes
    this.#ledger = new Ledger({ arms: arms.map(({ name }) => name), rules: this.rules, outcomes, seed })
    for (const record of before?.records ?? []) this.#ledger.take(record)
    const tell = (record: PaperRecord): void => {
      this.#ledger.take(record)
      onRecord?.(record)
    }
    const setup = { arms, rules: this.rules, readAfterUs: readingsFor(outcomes), tell }
    this.#engine = new PaperEngine(setup, before?.checkpoint.accounts, before?.memory)
    this.#tally = new MarketTally(before?.checkpoint.tally)
    this.#startedUs = before?.checkpoint.startedUs ?? null
  }

  /** Takes in an event. */
  on(event: MarketEvent): void {
    this.#startedUs ??= event.receivedUs
    this.#tally.on(event)
    this.#engine.on(event)
  }

  /** How the run stands, as it is: to be copied or written at once, for it moves on. */
  checkpoint(): BacktestCheckpoint {
    return { startedUs: this.#startedUs, accounts: this.#engine.accounts(), tally: this.#tally.products }
  }

  /** What its sources remember, as it is: to be copied or written at once. */
  memory(): PaperMemory {
    return this.#engine.memory()
  }

  /** What the arms came to as of now. `input` says where the events came from. */
  result(input: BacktestInput): BacktestResult {
    const { nowUs } = this.#engine
    const fromUs = this.#startedUs
    const { products } = this.#tally
    const quality = products.map((tally) => ({
      product: tally.product,
      moments: tally.moments,
      bookMessages: tally.bookMessages,
      prints: tally.prints,
      hiddenPrints: tally.hiddenPrints,
      booksLost: tally.booksLost,
      fromUs: tally.firstUs,
      toUs: tally.lastUs,
      believed: believedShare(tally),
      gaps: gapsOf(tally),
    }))
    const closing = {
      fromUs: fromUs ?? 0,
      toUs: nowUs,
      products: products.length,
      accounts: this.#engine.accounts(),
      marks: this.#engine.marks(),
      equityEveryUs: this.#options.equityEveryUs,
    }
    const span = fromUs === null ? null : { fromUs, toUs: nowUs }
    return { schema: 1, input, span, rules: this.rules, quality, arms: this.#ledger.close(closing) }
  }

  get #outcomes(): OutcomeOptions {
    const { addedLatenciesUs = latencies, horizonsUs = [MINUTE_US, 5 * MINUTE_US, 15 * MINUTE_US] } = this.#options
    return { addedLatenciesUs, horizonsUs, latencyUs: this.rules.latencyUs }
  }
}

/** 0, 50, 100, 250, 500 and 1,000 ms. */
const latencies: readonly Us[] = [0, 0.05, 0.1, 0.25, 0.5, 1].map((seconds) => seconds * SECOND_US)
