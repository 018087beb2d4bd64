import type { FeedFault } from '@of/coinbase'
import type { FeatureSnapshot, Trade, Us } from '@of/core'
import type { Decision, ReportedBookState } from './report.ts'

/** What fell due while an arrival was taken in. */
export type DueEvent =
  | { readonly kind: 'decision'; readonly product: string; readonly decision: Decision }
  | { readonly kind: 'sample'; readonly product: string; readonly timeUs: Us; readonly features: FeatureSnapshot }

/** What happened while an arrival was taken in: what fell due and, when everything is told, what became known. Times are of the exchange clock. */
export type PipelineEvent =
  | DueEvent
  | {
      /** Trades met for the first time, by ascending id. */
      readonly kind: 'trades'
      readonly product: string
      readonly trades: readonly Trade[]
      /** Whether a connection brought them, or a request for those that it had missed. */
      readonly origin: 'live' | 'backfill'
    }
  | {
      readonly kind: 'fault'
      /** `undefined` for an answer to a request. */
      readonly connection: string | undefined
      readonly product?: string
      readonly fault: FeedFault
      readonly timeUs: Us
    }
  | {
      /** The book of a product stands otherwise than last told; `stale`: it is synced, but its connection has gone silent. */
      readonly kind: 'book-state'
      readonly product: string
      readonly state: ReportedBookState | 'stale'
      readonly timeUs: Us
      /** Why it is not believed. */
      readonly reason?: string
    }
