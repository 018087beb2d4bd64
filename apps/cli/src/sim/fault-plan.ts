import { MINUTE_US, type Us } from '@of/core'
import { type Fault, type FaultKind, faultKinds, randomFaults } from '@of/sim'

/** What a listening server cannot play: it happens before it hears of anything. */
const UNPLAYABLE: ReadonlySet<FaultKind> = new Set(['dns', 'tls'])

/** How a venue is to fail. */
export interface FaultPlanOptions {
  readonly seed: number
  /** In the venue's time. */
  readonly perMinute: number
  readonly fromUs: Us
  readonly products: readonly string[]
}

/** Random faults for as long as a venue is served, planned a minute at a time. */
export class FaultPlan {
  readonly #options: FaultPlanOptions
  #minute = 0

  constructor(options: FaultPlanOptions) {
    this.#options = options
  }

  /** The faults of the minutes that begin before a time, each once. */
  until(timeUs: Us): readonly Fault[] {
    const { fromUs, perMinute, products, seed } = this.#options
    const faults: Fault[] = []
    for (; fromUs + this.#minute * MINUTE_US <= timeUs; this.#minute++) {
      const startUs = fromUs + this.#minute * MINUTE_US
      const kinds = faultKinds.filter((kind) => !UNPLAYABLE.has(kind))
      faults.push(...randomFaults({ seed: seed + this.#minute, fromUs: startUs, untilUs: startUs + MINUTE_US, perMinute, products, kinds }))
    }
    return faults
  }
}
