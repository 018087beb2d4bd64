import type { Share } from './analyst.ts'
import type { PackedSteps } from './packed-steps.ts'
import type { Findings, Task, Told } from './task.ts'

/** What a thread is started with. */
export interface Assignment {
  readonly kind: 'share'
  readonly task: Task
  readonly share: Share
}

/** What a thread is told. */
export type Order = { readonly kind: 'take'; readonly steps: PackedSteps } | { readonly kind: 'finish' }

/** What it answers, once to each order. */
export type Answer = { readonly kind: 'told'; readonly told: readonly Told[] } | { readonly kind: 'findings'; readonly findings: Findings }
