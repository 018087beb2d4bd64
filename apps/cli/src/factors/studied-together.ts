import type { Us } from '@of/core'
import type { Trusted } from '@of/factors'
import { analyze, FactorBench, factorLine, type FactorReadings, type RuleSet, scoreIdentity, scoreSource, withFactors } from '@of/signals'
import type { StudiedFactors, StudiedSignal } from '@of/study'

/** Rules and factors of one's own as a study reads them: the factors by themselves and, as far as they have a score, as a part of the signal. */
export class StudiedTogether {
  readonly signal: StudiedSignal
  /** `undefined` without any. */
  readonly own: StudiedFactors | undefined
  readonly #trusted: Trusted
  /** What was read last of each product. */
  readonly #latest = new Map<string, FactorReadings>()

  /** @throws {FactorError} for a factor with a score and the name of a rule */
  constructor(ruleSet: RuleSet, trusted: Trusted, everyUs: Us) {
    this.#trusted = trusted
    const { factors } = trusted
    const scored = factors.filter(({ score }) => score !== undefined)
    scoreSource({ ruleSet, factors: scored })
    const bench = new FactorBench(factors)
    const identity = scoreIdentity({ ruleSet, factors: scored, files: trusted.code })
    this.signal = {
      ruleSet: identity.name,
      read: (features, sources, product) => {
        const signal = analyze({ features, sources }, ruleSet)
        return scored.length === 0 ? signal : withFactors(signal, this.#linesOf(product), identity)
      },
    }
    if (factors.length === 0) return
    this.own = {
      names: factors.map(({ name }) => name),
      everyUs,
      on: (event) => {
        const found = bench.on(event)
        if (found !== undefined) this.#latest.set(found.product, found)
        return found?.readings.map(({ value }) => value)
      },
    }
  }

  #linesOf(product: string): ReturnType<typeof factorLine>[] {
    const latest = this.#latest.get(product)
    return this.#trusted.factors.flatMap((factor, at) =>
      factor.score === undefined ? [] : [factorLine(factor, latest?.readings[at] ?? { value: null, reason: 'not read yet' })],
    )
  }
}
