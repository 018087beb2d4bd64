import { setImmediate as turn } from 'node:timers/promises'
import { evaluate, type Moments, type SearchPlan, type TrialConfig, type TrialReading } from '@of/backtest'
import { Thread } from '../study/thread.ts'
import type { TrialAnswer, TrialOrder, TrialsAssignment } from './messages.ts'
import { sharedMoments } from './shared-moments.ts'

/** Who tries configurations: this thread or others. */
export interface Evaluators {
  /** How many trials may be in hand. */
  readonly room: number
  readonly evaluate: (config: TrialConfig) => Promise<TrialReading>
  readonly close: () => Promise<void>
}

/** A thread has the next trial at hand while it tells of the last. */
const TRIALS_IN_HAND = 4

/** So many threads, or this one alone. */
export function evaluatorsOf(products: readonly Moments[], plan: SearchPlan, threads: number): Evaluators {
  return threads === 1 ? new OwnEvaluator(products, plan) : new EvaluatorCrew(products, plan, threads)
}

/** Tries in this thread, with a turn in between in which an interruption is heard. */
class OwnEvaluator implements Evaluators {
  readonly room = 1
  readonly #products: readonly Moments[]
  readonly #plan: SearchPlan

  constructor(products: readonly Moments[], plan: SearchPlan) {
    this.#products = products
    this.#plan = plan
  }

  readonly evaluate = async (config: TrialConfig): Promise<TrialReading> => {
    await turn()
    return evaluate(this.#products, config, this.#plan)
  }

  readonly close = async (): Promise<void> => {}
}

/** Tries in several threads, in turn: trials take about as long as each other. */
class EvaluatorCrew implements Evaluators {
  readonly room: number
  readonly #threads: readonly Thread<TrialOrder, TrialAnswer>[]
  #given = 0

  constructor(products: readonly Moments[], plan: SearchPlan, threads: number) {
    const assignment: TrialsAssignment = { kind: 'trials', products: products.map(sharedMoments), plan }
    this.#threads = Array.from({ length: threads }, () => new Thread(assignment))
    this.room = TRIALS_IN_HAND * threads
  }

  readonly evaluate = async (config: TrialConfig): Promise<TrialReading> => {
    const thread = this.#threads[this.#given++ % this.#threads.length]!
    return await thread.ask(config)
  }

  readonly close = async (): Promise<void> => {
    await Promise.all(this.#threads.map((thread) => thread.stop()))
  }
}
