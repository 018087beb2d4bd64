import type { ProductInfo } from '@of/coinbase'
import type { Us } from '@of/core'
import type { FeedsCheckpoint } from './feeds.ts'
import { type Schedule, schedule } from './schedule.ts'
import { type SessionCounts, zeroSession } from './session-counts.ts'

/** How a pipeline was set up, as far as what it remembers depends on it. */
export interface PipelineSetup {
  /** SHA-256 of the rule set. */
  readonly ruleSetHash: string
  readonly decideEveryUs: Us
  readonly sampleEveryUs: Us | undefined
  readonly countFromUs: Us | undefined
}

/** Everything a pipeline remembers, from which another one of the same setup goes on bit for bit. Plain data, fit for `structuredClone`. */
export interface PipelineCheckpoint {
  readonly setup: PipelineSetup
  /** Whether totals, decisions and samples count yet. */
  readonly counting: boolean
  readonly schedule: Schedule
  readonly session: SessionCounts
  /** What the venue has told of its products. */
  readonly reference: readonly ProductInfo[]
  readonly feeds: FeedsCheckpoint
}

/** What a pipeline remembers that has met nothing yet. */
export function emptyPipeline(setup: PipelineSetup): PipelineCheckpoint {
  return {
    setup,
    counting: setup.countFromUs === undefined,
    schedule: schedule(setup.decideEveryUs, setup.sampleEveryUs),
    session: zeroSession(),
    reference: [],
    feeds: { nowUs: 0, connections: new Map(), products: [] },
  }
}

/** Throws a RangeError for a checkpoint of a pipeline that was set up otherwise: what it decided and what would come do not belong together. */
export function checkSetup(expected: PipelineSetup, { setup: received }: PipelineCheckpoint): void {
  const names = ['ruleSetHash', 'decideEveryUs', 'sampleEveryUs', 'countFromUs'] as const
  for (const name of names) {
    if (received[name] === expected[name]) continue
    throw new RangeError(`checkpoint: ${name} must be ${expected[name]}, was ${received[name]}`)
  }
}
