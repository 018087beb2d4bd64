import type { MarketEvent } from '@of/core'
import { type SourceInput, sourceInputs, type SourceInputsState } from '@of/signals'
import { checkFactor, failureOf } from './check-factor.ts'
import { FactorFileError } from './factor-file-error.ts'
import type { Trusted } from './trusted-factors.ts'

/** Of how many products, and how many of their first moments, factors are put to the test on. */
const MOST_PRODUCTS = 4
const MOST_MOMENTS = 512

interface Gathering {
  readonly inputs: SourceInputsState
  /** `undefined` once they were put to the test. */
  moments: SourceInput[] | undefined
}

/** Holds factors against the first moments of the market they are run on, while they are. */
export class FactorGuard {
  readonly #trusted: Trusted
  readonly #products = new Map<string, Gathering>()

  constructor(trusted: Trusted) {
    this.#trusted = trusted
  }

  /** Takes in an event. Throws a `FactorFileError` once enough moments show that a factor cannot be trusted. */
  on(event: MarketEvent): void {
    const { product } = event
    const gathering = this.#products.get(product) ?? this.#begin(product)
    if (gathering?.moments === undefined) return
    const input = sourceInputs.step(gathering.inputs, event)
    if (input === undefined) return
    gathering.moments.push(input)
    if (gathering.moments.length === MOST_MOMENTS) this.#judge(product, gathering)
  }

  /** Nothing comes any more. Throws a `FactorFileError` as `on` does. */
  finish(): void {
    for (const [product, gathering] of this.#products) this.#judge(product, gathering)
  }

  #begin(product: string): Gathering | undefined {
    if (this.#trusted.factors.length === 0 || this.#products.size >= MOST_PRODUCTS) return undefined
    const gathering: Gathering = { inputs: sourceInputs.init(), moments: [] }
    this.#products.set(product, gathering)
    return gathering
  }

  #judge(product: string, gathering: Gathering): void {
    const { moments } = gathering
    gathering.moments = undefined
    if (moments === undefined || moments.length === 0) return
    for (const { factors, path } of this.#trusted.files) {
      for (const { factor } of factors) {
        const detail = failureOf(checkFactor(factor, product, moments))
        if (detail === undefined) continue
        throw new FactorFileError({ kind: 'refused', path, factor: factor.name, on: `${moments.length} moments of ${product}`, detail })
      }
    }
  }
}
