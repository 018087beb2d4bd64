import { createHash } from 'node:crypto'
import type { MarketEvent, Us } from '@of/core'
import { Pipeline } from '@of/pipeline'
import { type BundleFacts, Derivation, FactorError, InputTrail, type RunningHash, type SignalSource } from '@of/signals'
import type { Host } from '../host.ts'
import { throwUnlessWhole } from '../input/products.ts'
import { Reading } from '../input/reading.ts'
import { recordingsAt } from '../input/recordings.ts'

/** A decision with what it rests on and where that came from, by whoever derives it. */
export type Known = Omit<BundleFacts, 'codeVersion'>

/** Which decisions of which recordings are looked at. */
export interface KnownRequest {
  readonly paths: readonly string[]
  readonly decideEveryUs: Us
  /** Products asked for; all when empty. */
  readonly products: readonly string[]
  /** What decides; each goes through all that was before. */
  readonly sources: readonly SignalSource[]
  /** Whether a moment of a product is wanted; every one is unless given. */
  readonly isWanted?: (product: string, timeUs: Us) => boolean
  /** From when on nothing is wanted any more; never unless given. */
  readonly untilUs?: Us
  /** Told of a source that cannot go on; thrown unless given. */
  readonly onFailure?: (source: SignalSource, failure: FactorError) => void
}

/** How far a reading came. */
export interface KnownReading {
  readonly simulated: boolean
  /** Why the recordings could not be read as far as they were wanted. */
  readonly damage: Error | undefined
  /** Throws what kept the reading from being whole, or products that are not there, if anything did. */
  readonly throwUnlessWhole: () => void
}

/**
 * Reads recordings from their beginning, since a decision rests on all that came before it, and hands over what was decided at each moment that is
 * wanted, in order. Ends before a damage: see `throwUnlessWhole`.
 */
export async function knownOf(request: KnownRequest, host: Host, onKnown: (known: Known) => Promise<void> | void): Promise<KnownReading> {
  const { decideEveryUs, isWanted = () => true, paths, products: asked, untilUs = Infinity } = request
  const { signal, stdin } = host
  const progress = await host.startProgress()
  const reading = new Reading({ recordings: recordingsAt(paths, stdin), range: {}, signal, onProgress: progress.report })
  const trail = new InputTrail(runningHash())
  const known: Known[] = []
  const derivations = new Set(request.sources.map((source) => new Derivation(source)))
  let isOver = false
  const onMarket = (event: MarketEvent): void => {
    if (isOver || (event.kind === 'due' && event.timeUs >= untilUs)) {
      isOver = true
      return
    }
    for (const derivation of derivations) derive(derivation, event)
  }
  const derive = (derivation: Derivation, event: MarketEvent): void => {
    try {
      const decision = derivation.take(event)
      if (decision === undefined || !isWanted(decision.product, decision.timeUs)) return
      if (asked.length > 0 && !asked.some((name) => pipeline.canonical(name) === decision.product)) return
      known.push({ ...decision, decideEveryUs, simulated: reading.simulated, inputs: trail.evidence() })
    } catch (error) {
      if (!(error instanceof FactorError) || request.onFailure === undefined) throw error
      derivations.delete(derivation)
      request.onFailure(derivation.source, error)
    }
  }
  const pipeline: Pipeline = new Pipeline({ decideEveryUs, keepDecisions: 1, onMarket })
  try {
    for await (const steps of reading) {
      for (const step of steps) {
        trail.add(step.kind === 'part' ? { kind: 'header', header: step.header } : step)
        if (step.kind !== 'part') pipeline.push(step)
        else if (!step.isContinuing) pipeline.reopen()
        if (isOver) break
      }
      for (const moment of known.splice(0)) await onKnown(moment)
      if (isOver) break
    }
  } finally {
    progress.stop()
  }
  const seen = { products: pipeline.products, canonical: new Map(asked.map((name) => [name, pipeline.canonical(name)])) }
  const { damage, simulated } = reading
  return { simulated, damage, throwUnlessWhole: () => throwUnlessWhole(reading, seen, asked) }
}

function runningHash(): RunningHash {
  const hash = createHash('sha256')
  return { update: (bytes) => void hash.update(bytes), value: () => hash.copy().digest('hex') }
}
