import type { FeatureReading, MarketEvent, Us } from '@of/core'
import { sourceInputs, type SourceInputsState } from '../synthesizer/source-inputs.ts'
import type { Factor } from './factor.ts'
import type { FactorError } from './factor-error.ts'
import { type FactorRunState, startFactor, stepOrTell } from './factor-run.ts'

/** The readings of all factors at a moment of decision, in their order. */
export interface FactorReadings {
  readonly product: string
  readonly timeUs: Us
  readonly readings: readonly FeatureReading[]
}

interface Watching {
  readonly inputs: SourceInputsState
  readonly runs: readonly FactorRunState[]
}

/** Runs factors on the events of a market, of each product by itself: whoever wants their values gets the same ones. */
export class FactorBench {
  readonly factors: readonly Factor[]
  readonly #onFailure: ((error: FactorError) => void) | undefined
  readonly #products = new Map<string, Watching>()

  /** What a factor throws is thrown on unless somebody is told of it: it then has no value, and begins anew. */
  constructor(factors: readonly Factor[], onFailure?: (error: FactorError) => void) {
    this.factors = factors
    this.#onFailure = onFailure
  }

  /** Takes in an event; at a moment of decision, what the factors came to. @throws {FactorError} as `stepFactor` does */
  on(event: MarketEvent): FactorReadings | undefined {
    const watching = this.#of(event.product)
    const input = sourceInputs.step(watching.inputs, event)
    if (input === undefined) return undefined
    const readings = this.factors.map((factor, at) => stepOrTell(factor, watching.runs[at]!, input, this.#onFailure))
    return { product: input.product, timeUs: input.timeUs, readings }
  }

  #of(product: string): Watching {
    let watching = this.#products.get(product)
    if (watching === undefined) {
      watching = { inputs: sourceInputs.init(), runs: this.factors.map(startFactor) }
      this.#products.set(product, watching)
    }
    return watching
  }
}
