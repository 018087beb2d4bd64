import type { Arrival } from '@of/coinbase'
import { Pipeline, type PipelineEvent, type PipelineOptions } from '@of/pipeline'
import type { Scoring } from '../factors/own-signal.ts'
import { decodeState } from '../index/kept-state.ts'
import { Reading, type ReadingOptions } from './reading.ts'

/** What is replayed, and how. */
export interface ReplayOptions extends ReadingOptions, Pick<PipelineOptions, 'ruleSet' | 'sampleEveryUs' | 'keepDecisions' | 'tell'> {
  /** What was known before what is read, as `encodeState` wrote it; nothing unless given. */
  readonly known?: Uint8Array | undefined
  /** Factors of one's own in the signals; none unless given. */
  readonly scored?: Scoring['options'] | undefined
}

/** What was taken in at once, and what is told of it. */
export interface ReplayBatch {
  readonly arrivals: readonly Arrival[]
  readonly events: readonly PipelineEvent[]
}

/** Recordings on their way through a pipeline, as far as they can be read. */
export class Replay implements AsyncIterable<ReplayBatch> {
  readonly pipeline: Pipeline
  readonly reading: Reading

  constructor({ keepDecisions, known, ruleSet, sampleEveryUs, scored, tell, ...reading }: ReplayOptions) {
    const { fromUs } = reading.range
    this.reading = new Reading(reading)
    const options = {
      ...scored,
      ...(ruleSet === undefined ? {} : { ruleSet }),
      ...(sampleEveryUs === undefined ? {} : { sampleEveryUs }),
      ...(fromUs === undefined ? {} : { countFromUs: fromUs }),
      ...(keepDecisions === undefined ? {} : { keepDecisions }),
      ...(tell === undefined ? {} : { tell }),
    }
    this.pipeline = new Pipeline(options, known && decodeState(known).pipeline)
  }

  /** What was taken in, in batches, each with what is told of it. Ends before a damage; throws what the signal was aborted with. */
  async *[Symbol.asyncIterator](): AsyncGenerator<ReplayBatch, void, undefined> {
    for await (const steps of this.reading) {
      const arrivals: Arrival[] = []
      const events: PipelineEvent[] = []
      for (const step of steps) {
        if (step.kind === 'part') {
          if (!step.isContinuing) this.pipeline.reopen()
          continue
        }
        arrivals.push(step)
        for (const event of this.pipeline.push(step)) events.push(event)
      }
      yield { arrivals, events }
    }
  }
}
