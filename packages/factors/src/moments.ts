import type { MarketEvent } from '@of/core'
import { type SourceInput, sourceInputs, type SourceInputsState } from '@of/signals'

/** Gathers what sources are shown, by product, out of the events of a market. */
export class Moments {
  readonly #states = new Map<string, SourceInputsState>()
  readonly #byProduct = new Map<string, SourceInput[]>()

  /** Of every product, in the order in which they were met. */
  get byProduct(): ReadonlyMap<string, readonly SourceInput[]> {
    return this.#byProduct
  }

  /** Takes in an event. */
  add(event: MarketEvent): void {
    const { product } = event
    let state = this.#states.get(product)
    if (state === undefined) this.#states.set(product, (state = sourceInputs.init()))
    const input = sourceInputs.step(state, event)
    if (input === undefined) return
    const inputs = this.#byProduct.get(product)
    if (inputs === undefined) this.#byProduct.set(product, [input])
    else inputs.push(input)
  }
}
