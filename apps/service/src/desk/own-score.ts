import type { Decision as ApiDecision } from '@of/api'
import { type FeatureReading, type MarketEvent, MINUTE_US, type Us } from '@of/core'
import type { Decision } from '@of/pipeline'
import {
  FactorBench,
  type FactorError,
  type FactorEvidence,
  factorLine,
  type FactorReadings,
  type ScoreIdentity,
  scoreIdentity,
  type ScoreOptions,
  type Signal,
  withFactors,
} from '@of/signals'

/** A signal as it is told: of rules alone, or of rules and factors of one's own. */
export type TakenSignal = Signal | ApiDecision['signal']

/** Factors of one's own in the signal of every product: read at moments of decision, as study and backtest read them, and in force until the next. */
export class OwnScore {
  readonly #bench: FactorBench
  readonly #identity: ScoreIdentity
  readonly #latest = new Map<string, FactorReadings>()

  /** What a factor throws costs it its value, and is told. */
  constructor(options: ScoreOptions, onFailure: (error: FactorError) => void) {
    this.#bench = new FactorBench(options.factors, onFailure)
    this.#identity = scoreIdentity(options)
  }

  /** Takes in what is seen of the market. */
  seen(event: MarketEvent): void {
    const readings = this.#bench.on(event)
    if (readings !== undefined) this.#latest.set(readings.product, readings)
  }

  /** A signal of the rules as of a time, with the factors' lines of the last moment of decision by then. */
  with(signal: Signal, product: string, timeUs: Us): TakenSignal {
    const { factors } = this.#bench
    if (factors.length === 0) return signal
    const lines = factors.map((factor, at) => factorLine(factor, this.#readingOf(product, at, timeUs)))
    const scored = withFactors(signal, lines, this.#identity)
    return { ...scored, reasons: [...scored.reasons], factors: scored.factors.map(toldLine) }
  }

  #readingOf(product: string, at: number, timeUs: Us): FeatureReading {
    const latest = this.#latest.get(product)
    if (latest === undefined || latest.timeUs > timeUs) return { value: null, reason: 'not read before the next decision' }
    if (timeUs - latest.timeUs >= 2 * MINUTE_US) return { value: null, reason: 'not read for two minutes' }
    return latest.readings[at]!
  }
}

/** What the pipeline says of a decision, as the signal that was taken has it. */
export function decidedBy(decision: Decision, signal: TakenSignal): Decision {
  const { direction, net, reachableNet, strength } = signal
  const contributions = Object.fromEntries(signal.factors.map(({ contribution, factor }) => [factor, contribution]))
  return { ...decision, direction, net, reachableNet, strength, contributions }
}

function toldLine(line: FactorEvidence | Signal['factors'][number]): ApiDecision['signal']['factors'][number] {
  const conditions = 'conditions' in line ? [...line.conditions] : []
  return { ...line, feature: 'feature' in line ? line.feature : line.factor, conditions }
}
