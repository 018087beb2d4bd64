import type { FeedEvent } from '@of/coinbase'
import type { Us } from '@of/core'
import { EventDigest, Pipeline } from '@of/pipeline'
import type { RuleSet } from '@of/signals'
import { type Manifest, openRecorder, type RecordedDigest, type RecordedEntry, type Recorder } from '@of/tape'
import { version } from '../version.ts'

/** Step of the samples in a recording's digest. */
export const DIGEST_EVERY_US: Us = 1_000_000

/** Where a feed is recorded, and what is said of it. */
export interface FeedRecorderOptions {
  readonly directory: string
  readonly simulated: boolean
  /** The rules of the analysis whose digest the recording carries; none unless given. */
  readonly digestBy?: RuleSet | undefined
}

type Arrived = Pick<Extract<FeedEvent, { readonly kind: 'arrival' }>, 'arrival' | 'sequence'>

/** Records what arrives on a feed and, if wanted, analyses it beside, to say what the recording must come to when it is replayed. */
export class FeedRecorder {
  readonly #recorder: Recorder
  readonly #analysis: { readonly pipeline: Pipeline; readonly digest: EventDigest; readonly preset: string } | undefined

  private constructor(recorder: Recorder, ruleSet: RuleSet | undefined) {
    this.#recorder = recorder
    this.#analysis =
      ruleSet === undefined
        ? undefined
        : {
            pipeline: new Pipeline({ ruleSet, sampleEveryUs: DIGEST_EVERY_US, keepDecisions: 1 }),
            digest: new EventDigest(),
            preset: ruleSet.name,
          }
  }

  /** Begins a recording. Throws a `TapeError` when that cannot be. */
  static async open({ digestBy, directory, simulated }: FeedRecorderOptions): Promise<FeedRecorder> {
    const header = { source: 'coinbase', simulated }
    return new FeedRecorder(await openRecorder({ directory, header, code: { name: '@of/cli', version: version() } }), digestBy)
  }

  /** What the recording says of itself as of now. */
  get manifest(): Manifest {
    return this.#recorder.manifest
  }

  /** Records the arrivals among what a feed tells, and waits while the disk is slow. Rejects with a `TapeError` when they cannot be written. */
  async take(events: readonly FeedEvent[]): Promise<void> {
    const arrivals = events.filter((event) => event.kind === 'arrival')
    await this.#recorder.write(arrivals.map(entryOf))
    if (this.#analysis === undefined) return
    const { digest, pipeline } = this.#analysis
    for (const { arrival } of arrivals) for (const event of pipeline.push(arrival)) digest.add(event)
  }

  /**
   * Closes the recording; one into which nothing came leaves nothing behind, so that another attempt finds the place free.
   * Rejects with a `TapeError` when not all of it could be written.
   */
  async close(): Promise<Manifest> {
    const digest = this.#digest()
    const manifest = await this.#recorder.close(digest === undefined ? {} : { digest })
    if (manifest.segments.every(({ entries }) => entries === 0)) await this.#recorder.discard()
    return manifest
  }

  #digest(): RecordedDigest | undefined {
    if (this.#analysis === undefined) return undefined
    const { digest, preset } = this.#analysis
    return { everyUs: DIGEST_EVERY_US, preset, events: digest.events, sha256: digest.value() }
  }
}

function entryOf({ arrival, sequence }: Arrived): RecordedEntry {
  return sequence === undefined ? arrival : { ...arrival, sequence }
}
