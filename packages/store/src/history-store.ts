import type { Alert, AnswerOf, Bar, Decision, Evidence, FeatureSeries, Health } from '@of/api'
import type { FeatureSnapshot, Trade, Us } from '@of/core'
import type { StoreLabel } from './label.ts'

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
  | { readonly kind: 'evidence'; readonly evidence: Evidence; readonly hash: string }
  | { readonly kind: 'quality'; readonly timeUs: Us; readonly product: string | null; readonly event: string; readonly detail: string }
  | { readonly kind: 'heat'; readonly product: string; readonly column: HeatColumn }
  | { readonly kind: 'alert'; readonly alert: StoredAlert }

/** What rested at which price as a minute ended. */
export interface HeatColumn {
  readonly startUs: Us
  /** The height of a row, quote currency. */
  readonly rowSize: number
  /** The number of its lowest row: that many heights above 0. */
  readonly firstRow: number
  readonly bestBid: number | null
  readonly bestAsk: number | null
  /** Base units by row; `null` where no book was believed. */
  readonly sizes: readonly number[] | null
}

/** An alert, and the webhooks that are yet to be told of it. */
export interface StoredAlert extends Alert {
  /** By name; what is here after a restart is sent again, under the same key. */
  readonly webhooks: readonly string[]
}

/** What takers bought and sold at a price within a minute, base units. */
export interface MinuteVolume {
  readonly startUs: Us
  readonly price: number
  readonly buy: number
  readonly sell: number
}

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

/** Tables that were written as Parquet. */
export interface ExportedTables {
  /** The folder that they are in. */
  readonly dir: string
  readonly label: StoreLabel
  /** Rows by table. */
  readonly rows: Readonly<Record<string, number>>
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
  /** What a decision of the id rests on; `undefined` where that was not kept. */
  evidence(id: string): Promise<Evidence | undefined>
  quality(query: Omit<HistoryQuery, 'product'>): Promise<AnswerOf<'qualityEvents'>>
  /** Bars a minute wide, oldest first. */
  bars(query: HistoryQuery): Promise<Pick<AnswerOf<'bars'>, 'items' | 'next'>>
  /** What was bought and sold by minute and price, oldest first, of a span without pages. */
  volumes(query: Omit<HistoryQuery, 'cursor'>): Promise<readonly MinuteVolume[]>
  /** Columns a minute wide, oldest first, the latest where there are too many. */
  heat(query: Omit<HistoryQuery, 'cursor'>): Promise<readonly HeatColumn[]>
  alerts(query: Omit<HistoryQuery, 'product'>): Promise<AnswerOf<'alerts'>>
  /** Alerts that a webhook is yet to be told of, oldest first. */
  undelivered(): Promise<readonly StoredAlert[]>
  /** Trades of a range of ids, both ends included, by ascending id. */
  tradesBetween(product: string, range: { readonly from: number; readonly to: number }): Promise<readonly Trade[]>
  /** The greatest exchange time of any second, trade or decision; `undefined` while there is none. */
  newestUs(): Promise<Us | undefined>
  /** Writes what has been appended so far: when this resolves, it is on disk. Rejects with what keeps it from being written. */
  flush(): Promise<void>
  /** Read-only SQL, limited in time, memory and rows. */
  query(sql: string, limit: number): Promise<AnswerOf<'query'>>
  /** Writes every table as Parquet into the folder that it was given for that. Rejects with a `StoreError` where there is none, no room, or another export. */
  exportParquet(): Promise<ExportedTables>
  /** Writes what waits, and lets go. */
  close(): Promise<void>
}
