import type { Arrival, FeedEvent, FeedHealth } from '@of/coinbase'
import type { Us } from '@of/core'
import type { PipelineEvent } from '@of/pipeline'

/** What came at once: arrivals in their order, and what a live feed tells besides. */
export interface WatchBatch {
  readonly arrivals: readonly Arrival[]
  readonly events: readonly FeedEvent[]
  /** What the pipeline of the source told of the arrivals, where it has one. */
  readonly told?: readonly PipelineEvent[]
}

/** What is watched, in a few words. It may become known only while it is read. */
export interface SourceLabel {
  readonly kind: 'live' | 'replay'
  readonly isSimulated: boolean
  /** What stands in the banner after the first word: a simulator and its seed, a file and its speed. */
  readonly words: string
}

/** Where a watch gets everything from: a live feed, or a recording at its own pace. */
export interface WatchSource extends AsyncIterable<WatchBatch> {
  label(): SourceLabel
  /** How the live feed is, as of now; `undefined` where there is none. */
  health(): FeedHealth | undefined
  /** The local clock that arrivals are stamped by; `undefined` where they were received at another time. */
  nowUs(): Us | undefined
}
