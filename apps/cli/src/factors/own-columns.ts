import type { MarketEvent, Us } from '@of/core'
import type { Trusted } from '@of/factors'
import { FactorBench } from '@of/signals'
import { guarded, type Guarded } from './own-factors.ts'

/** The values of factors of one's own by name; `null` where there is none. */
export type OwnValues = Readonly<Record<string, number | null>>

/** Factors of one's own as columns of a time series: their moments of decision are those of its rows. */
export class OwnColumns {
  readonly names: readonly string[]
  readonly #guard: Guarded
  /** What was read at moments whose rows have not been written. */
  readonly #unwritten = new Map<string, OwnValues>()

  constructor(trusted: Trusted) {
    this.names = trusted.factors.map(({ name }) => name)
    const bench = new FactorBench(trusted.factors)
    this.#guard = guarded(trusted, (event) => {
      const found = bench.on(event)
      if (found === undefined) return
      const values = this.names.map((name, at) => [name, found.readings[at]!.value] as const)
      this.#unwritten.set(keyOf(found.product, found.timeUs), Object.fromEntries(values))
    })
  }

  /** Takes in what is seen of the market. Throws a `CliError` for a factor that cannot be trusted, or fails. */
  on(event: MarketEvent): void {
    this.#guard.on(event)
  }

  /** The values of a row, once. */
  take(product: string, timeUs: Us): OwnValues {
    const key = keyOf(product, timeUs)
    const values = this.#unwritten.get(key)
    this.#unwritten.delete(key)
    return values ?? Object.fromEntries(this.names.map((name) => [name, null]))
  }

  /** Nothing comes any more. Throws as `on` does. */
  finish(): void {
    this.#guard.finish()
  }
}

function keyOf(product: string, timeUs: Us): string {
  return `${timeUs} ${product}`
}
