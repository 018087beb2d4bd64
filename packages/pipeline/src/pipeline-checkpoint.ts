import type { ProductInfo } from '@of/coinbase'
import type { Us } from '@of/core'
import type { FeedsCheckpoint } from './feeds.ts'
import { passOverAll, type Schedule, schedule } from './schedule.ts'
import { type SessionCounts, zeroSession } from './session-counts.ts'

/** How a pipeline was set up, as far as what it remembers depends on it. */
export interface PipelineSetup {
  /** SHA-256 of the rule set. */
  readonly ruleSetHash: string
  readonly decideEveryUs: Us
  readonly sampleEveryUs: Us | undefined
  readonly countFromUs: Us | undefined
}

/**
 * Everything a pipeline remembers, from which another one of the same setup goes on bit for bit. Plain data, fit for `structuredClone`.
 *
 * Nothing that is remembered depends on the setup as long as nothing counts: such a checkpoint is fit for every pipeline that begins to count
 * after it.
 */
export interface PipelineCheckpoint {
  readonly setup: PipelineSetup
  /** Whether totals, decisions and samples count yet. */
  readonly counting: boolean
  /** The greatest receive time of what was taken in, 0 before the first. */
  readonly receivedUs: Us
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
    receivedUs: 0,
    schedule: schedule(setup.decideEveryUs, setup.sampleEveryUs),
    session: zeroSession(),
    reference: [],
    feeds: { nowUs: 0, connections: new Map(), products: [], passedOver: [] },
  }
}

/**
 * A copy of a checkpoint for a pipeline of a setup to go on from. Throws a RangeError for that of a pipeline that was set up otherwise and has
 * begun to count, for what it decided and what would come do not belong together, and for one that lies behind the beginning of the count.
 */
export function resumable(checkpoint: PipelineCheckpoint, setup: PipelineSetup): PipelineCheckpoint {
  if (checkpoint.counting) checkSetup(setup, checkpoint)
  else checkBeginning(setup, checkpoint)
  const own = structuredClone(checkpoint)
  return own.counting ? own : { ...own, setup, schedule: scheduleFrom(setup, own.feeds.nowUs) }
}

function checkSetup(expected: PipelineSetup, { setup: received }: PipelineCheckpoint): void {
  const names = ['ruleSetHash', 'decideEveryUs', 'sampleEveryUs', 'countFromUs'] as const
  for (const name of names) {
    if (received[name] === expected[name]) continue
    throw new RangeError(`checkpoint: ${name} must be ${expected[name]}, was ${received[name]}`)
  }
}

function checkBeginning({ countFromUs }: PipelineSetup, { receivedUs }: PipelineCheckpoint): void {
  if (countFromUs !== undefined && countFromUs > receivedUs) return
  throw new RangeError(`checkpoint: expected one from before countFromUs ${countFromUs}, received one of ${receivedUs}`)
}

/** A schedule that has run up to a time. */
function scheduleFrom({ decideEveryUs, sampleEveryUs }: PipelineSetup, nowUs: Us): Schedule {
  const started = schedule(decideEveryUs, sampleEveryUs)
  if (nowUs > 0) passOverAll(started, nowUs)
  return started
}
