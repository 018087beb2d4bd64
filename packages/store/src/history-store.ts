import type { AnswerOf, Bar, Decision, FeatureSeries, Health } from '@of/api'
import type { FeatureSnapshot, Trade, Us } from '@of/core'

/** A page of a span of exchange time: its start included, its end not. */
export interface HistoryQuery {
  readonly product: string
  readonly fromUs: Us | undefined
  readonly toUs: Us | undefined
  readonly limit: number
  readonly cursor: string | undefined
}

/** What is kept. Times are of the exchange. */
export type HistoryRecord =
  | { readonly kind: 'trades'; readonly product: string; readonly trades: readonly Trade[]; readonly origin: 'live' | 'backfill' }
  | { readonly kind: 'features'; readonly product: string; readonly timeUs: Us; readonly features: FeatureSnapshot }
  | { readonly kind: 'bar'; readonly product: string; readonly bar: Bar }
  | { readonly kind: 'decision'; readonly decision: Decision }
  | { readonly kind: 'quality'; readonly timeUs: Us; readonly product: string | null; readonly event: string; readonly detail: string }

/** What a store has done since it was opened. */
export interface StoreCounts {
  /** Records that are on disk. */
  readonly stored: number
  /** Records that nobody will find: there was no room for them on disk, nor to wait. */
  readonly lost: number
  readonly batches: number
  readonly failures: number
  /** Records that wait to be written. */
  readonly waiting: number
}

/** Where history is kept. Nothing it does holds up whoever appends. */
export interface HistoryStore {
  /** Takes records to be written later, in batches; what cannot be taken is told by `health`. Never throws. */
  append(records: readonly HistoryRecord[]): void
  health(): Health['store']
  counts(): StoreCounts
  trades(query: HistoryQuery): Promise<AnswerOf<'trades'>>
  features(
    query: HistoryQuery & { readonly names: readonly string[]; readonly everyUs: Us },
  ): Promise<Pick<FeatureSeries, 'timesUs' | 'columns' | 'next'>>
  decisions(query: HistoryQuery): Promise<AnswerOf<'decisions'>>
  /** `undefined` where there is none of the id. */
  decision(id: string): Promise<Decision | undefined>
  quality(query: Omit<HistoryQuery, 'product'>): Promise<AnswerOf<'qualityEvents'>>
  /** Read-only SQL, limited in time, memory and rows. */
  query(sql: string, limit: number): Promise<AnswerOf<'query'>>
  /** Writes what waits, and lets go. */
  close(): Promise<void>
}
