import type { MarketEvent } from '@of/core'
import { sourceInputs, type SourceInputsState } from '../synthesizer/source-inputs.ts'
import type { SignalSource } from '../synthesizer/source.ts'
import { BarTrail } from './bar-trail.ts'
import type { SourceDecision } from './bundle-of.ts'

interface ProductDerivation {
  readonly inputs: SourceInputsState
  readonly bars: BarTrail
  readonly state: unknown
}

/** Decides as a source does, of every product by itself, out of the events of a market from their beginning on. */
export class Derivation {
  readonly source: SignalSource
  readonly #products = new Map<string, ProductDerivation>()

  constructor(source: SignalSource) {
    this.source = source
  }

  /**
   * Takes in an event; at a moment of decision, what was decided.
   *
   * @throws {FactorError} for a factor that fails
   */
  take(event: MarketEvent): SourceDecision | undefined {
    const { source } = this
    const of = this.#of(event.product)
    const input = sourceInputs.step(of.inputs, event)
    if (input === undefined) return undefined
    const { features, product, sources, timeUs } = input
    if (source.inputs.bars) of.bars.add(input.bars)
    const reading = source.decide(of.state, input)
    return { product, timeUs, features, sources, bars: source.inputs.bars ? of.bars.evidence() : null, reading, source }
  }

  #of(product: string): ProductDerivation {
    let found = this.#products.get(product)
    if (found === undefined) {
      found = { inputs: sourceInputs.init(), bars: new BarTrail(), state: this.source.init() }
      this.#products.set(product, found)
    }
    return found
  }
}
