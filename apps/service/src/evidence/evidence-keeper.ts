import { createHash } from 'node:crypto'
import type { Evidence } from '@of/api'
import type { Arrival } from '@of/coinbase'
import { type MarketEvent, MINUTE_US, type Us } from '@of/core'
import type { Decision, PipelineEvent } from '@of/pipeline'
import { bundleOf, canonicalJson, Derivation, FactorError, InputTrail, sealed, type SignalSource, type SourceDecision } from '@of/signals'
import type { HistoryRecord } from '@of/store'

/** Whose decisions are kept account of, and what is known of where they come from. */
export interface EvidenceOptions {
  /** What decides. */
  readonly source: SignalSource
  /** The version of the program. */
  readonly version: string
  /** Until when was known what the process goes on from; `null` where it begins with the first arrival. */
  readonly resumedUs: Us | null
  readonly isSimulated: () => boolean
  /** The directory that frames are recorded in by now; `null` where they are not. */
  readonly recordedIn: () => string | null
  /** Told once, where what decides fails: nothing has evidence from then on, for nobody could derive it again. */
  readonly onFailure?: (failure: FactorError) => void
}

type Pending = SourceDecision & Pick<Parameters<typeof bundleOf>[0], 'inputs'>

/** Bundles that are remembered, the latest ones: a store has those of before. */
export const REMEMBERED = 256

/** Keeps account of everything that arrives, so that each decision has a bundle that somebody else can derive again from the recorded frames. */
export class EvidenceKeeper {
  readonly #options: EvidenceOptions
  readonly #trail: InputTrail
  readonly #derivation: Derivation
  /** What was decided while the last arrival was taken in. */
  readonly #pending = new Map<string, Pending>()
  readonly #remembered = new Map<string, Evidence>()
  #hasFailed = false

  constructor(options: EvidenceOptions) {
    const hash = createHash('sha256')
    this.#options = options
    this.#trail = new InputTrail({ update: (bytes) => void hash.update(bytes), value: () => hash.copy().digest('hex') }, options.resumedUs)
    this.#derivation = new Derivation(options.source)
  }

  /** Something arrives, before anything is made of it. */
  arrived(arrival: Arrival): void {
    this.#pending.clear()
    this.#trail.add(arrival)
  }

  /** Something is seen of the market while the arrival is taken in. */
  seen(event: MarketEvent): void {
    if (this.#hasFailed) return
    try {
      const decision = this.#derivation.take(event)
      if (decision !== undefined) this.#pending.set(idOf(decision), { ...decision, inputs: this.#trail.evidence() })
    } catch (error) {
      if (!(error instanceof FactorError)) throw error
      this.#hasFailed = true
      this.#options.onFailure?.(error)
    }
  }

  /** The bundles of decisions that were told, to be kept: none of one that was told otherwise than it is derived. */
  take(events: readonly PipelineEvent[]): HistoryRecord[] {
    return events.flatMap((event) => {
      if (event.kind !== 'decision') return []
      const pending = this.#pending.get(idOf({ product: event.product, timeUs: event.decision.timeUs }))
      return pending !== undefined && isSame(event.decision, pending.reading) ? [this.#keep(pending)] : []
    })
  }

  /** What is remembered of a decision by its id; `undefined` where that is nothing. */
  evidence(id: string): Evidence | undefined {
    return this.#remembered.get(id)
  }

  #keep(decision: Pending): HistoryRecord {
    const { isSimulated, recordedIn, version: codeVersion } = this.#options
    const simulated = isSimulated()
    const bundle = sealed(bundleOf({ ...decision, decideEveryUs: MINUTE_US, simulated, codeVersion }))
    const { product, timeUs } = decision
    const evidence = { id: idOf(decision), product, timeUs, simulated, bundle: canonicalJson(bundle), recording: recordedIn() }
    this.#remembered.set(evidence.id, evidence)
    for (const id of this.#remembered.keys()) {
      if (this.#remembered.size <= REMEMBERED) break
      this.#remembered.delete(id)
    }
    return { kind: 'evidence', evidence, hash: bundle.hash }
  }
}

function isSame(told: Decision, { abstained, direction, net }: SourceDecision['reading']): boolean {
  return told.direction === direction && told.net === net && told.abstained === abstained
}

/** The id of a decision, as the desk's own decisions have it. */
function idOf({ product, timeUs }: { readonly product: string; readonly timeUs: Us }): string {
  return `${product}-${timeUs}`
}
