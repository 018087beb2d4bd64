import { type FeatureReading, type MarketEvent, MINUTE_US, type Us } from '@of/core'
import type { ConditionReading, Signal } from '../score/signal.ts'
import type { FactorEvidence } from '../synthesizer/source.ts'
import { FactorBench, type FactorReadings } from './factor-bench.ts'
import { factorLine } from './factor-line.ts'
import { type ScoreIdentity, scoreIdentity, type ScoreOptions, withFactors } from './score-source.ts'

/** A line of a signal as it is told: of a rule or, as a feature of its own name and without conditions, of a factor of one's own. */
export interface ToldLine extends FactorEvidence {
  readonly feature: string
  readonly conditions: readonly ConditionReading[]
}

/** A signal as it is told: of rules alone, or of rules and factors of one's own. */
export interface ToldSignal extends Omit<Signal, 'factors'> {
  readonly factors: readonly ToldLine[]
}

/**
 * Factors of one's own in the signal of every product, decided by the minute: read at moments of decision, as study and backtest read them, and in force
 * until the next.
 */
export class OwnScore {
  /** What rules and factors are called together. */
  readonly identity: ScoreIdentity
  readonly #bench: FactorBench
  readonly #latest = new Map<string, FactorReadings>()

  /** What a factor throws is thrown on unless somebody is told of it: it then has no value, and begins anew. */
  constructor({ onFailure, ...options }: ScoreOptions) {
    this.identity = scoreIdentity(options)
    this.#bench = new FactorBench(options.factors, onFailure)
  }

  /** Takes in what is seen of the market. @throws {FactorError} for a factor that fails, unless somebody is told */
  seen(event: MarketEvent): void {
    const readings = this.#bench.on(event)
    if (readings !== undefined) this.#latest.set(readings.product, readings)
  }

  /** A signal of the rules as of a time, with the factors' lines of the last moment of decision by then. */
  with(signal: ToldSignal, product: string, timeUs: Us): ToldSignal {
    const { factors } = this.#bench
    if (factors.length === 0) return signal
    const lines = factors.map((factor, at): ToldLine => {
      const line = factorLine(factor, this.#readingOf(product, at, timeUs))
      return { ...line, feature: line.factor, conditions: [] }
    })
    return { ...withFactors(signal, lines, this.identity), factors: [...signal.factors, ...lines] }
  }

  #readingOf(product: string, at: number, timeUs: Us): FeatureReading {
    const latest = this.#latest.get(product)
    if (latest === undefined || latest.timeUs > timeUs) return { value: null, reason: 'not read before the next decision' }
    if (timeUs - latest.timeUs >= 2 * MINUTE_US) return { value: null, reason: 'not read for two minutes' }
    return latest.readings[at]!
  }
}
