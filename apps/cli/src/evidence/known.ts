import { createHash } from 'node:crypto'
import type { MarketEvent, Us } from '@of/core'
import { Pipeline } from '@of/pipeline'
import { type BundleFacts, InputTrail, type RunningHash } from '@of/signals'
import type { Host } from '../host.ts'
import { throwUnlessWhole } from '../input/products.ts'
import { Reading } from '../input/reading.ts'
import { recordingsAt } from '../input/recordings.ts'

/** What was known at a moment of decision of a product, and what it was known from. */
export type Known = Omit<BundleFacts, 'ruleSet' | 'codeVersion'>

/** Which moments of decision of which recordings are looked at. */
export interface KnownRequest {
  readonly paths: readonly string[]
  readonly decideEveryUs: Us
  /** Products asked for; all when empty. */
  readonly products: readonly string[]
  /** Whether a moment of a product is wanted; every one is unless given. */
  readonly isWanted?: (product: string, timeUs: Us) => boolean
  /** From when on nothing is wanted any more; never unless given. */
  readonly untilUs?: Us
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
 * Reads recordings from their beginning, since a decision rests on all that came before it, and hands over what was known at each moment that is
 * wanted, in order. Ends before a damage: see `throwUnlessWhole`.
 */
export async function knownOf(request: KnownRequest, host: Host, onKnown: (known: Known) => Promise<void> | void): Promise<KnownReading> {
  const { decideEveryUs, isWanted = () => true, paths, products: asked, untilUs = Infinity } = request
  const { signal, stdin } = host
  const progress = await host.startProgress()
  const reading = new Reading({ recordings: recordingsAt(paths, stdin), range: {}, signal, onProgress: progress.report })
  const trail = new InputTrail(runningHash())
  const known: Known[] = []
  let isOver = false
  const onMarket = (event: MarketEvent): void => {
    if (event.kind !== 'due') return
    const { features, product, sources, timeUs } = event
    isOver ||= timeUs >= untilUs
    if (isOver || !isWanted(product, timeUs)) return
    if (asked.length > 0 && !asked.some((name) => pipeline.canonical(name) === product)) return
    known.push({ product, timeUs, decideEveryUs, features, sources, simulated: reading.simulated, inputs: trail.evidence() })
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
