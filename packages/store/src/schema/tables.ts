import { featureNames } from '@of/core'

/** A table of the store: which columns tell its rows apart, and which of two rows of one key stays. */
export interface Table {
  readonly name: TableName
  readonly columns: readonly string[]
  readonly key: readonly string[]
  /** The column of exchange time, µs. */
  readonly time: 'time_us' | 'start_us'
  /** `first`: what is stored stands, the same again changes nothing. `last`: what becomes known later replaces it. */
  readonly keeps: 'first' | 'last'
}

/** The name of a table that records go to. */
export type TableName = 'trades' | 'features' | 'bars' | 'heat' | 'decisions' | 'bundles' | 'quality_events' | 'alerts'

/** Every table that records go to. Columns are in the order in which rows are written. */
export const tables: Readonly<Record<TableName, Table>> = {
  trades: {
    name: 'trades',
    columns: ['product', 'id', 'time_us', 'price', 'size', 'aggressor', 'origin'],
    key: ['product', 'id'],
    time: 'time_us',
    keeps: 'first',
  },
  features: {
    name: 'features',
    columns: ['product', 'time_us', 'reasons', ...featureNames],
    key: ['product', 'time_us'],
    time: 'time_us',
    keeps: 'first',
  },
  bars: {
    name: 'bars',
    columns: [
      ['product', 'start_us', 'open', 'high', 'low', 'close', 'volume', 'counted_from', 'buy_volume', 'sell_volume', 'trades'],
      ['vwap', 'vwap_sd', 'cvd', 'ofi', 'momentum', 'momentum_z', 'book_coverage', 'trade_coverage'],
    ].flat(),
    key: ['product', 'start_us'],
    time: 'start_us',
    keeps: 'last',
  },
  heat: {
    name: 'heat',
    columns: ['product', 'start_us', 'row_size', 'first_row', 'best_bid', 'best_ask', 'sizes'],
    key: ['product', 'start_us'],
    time: 'start_us',
    keeps: 'first',
  },
  decisions: {
    name: 'decisions',
    columns: ['id', 'product', 'time_us', 'simulated', 'direction', 'strength', 'net', 'abstained', 'mid', 'evidence'],
    key: ['id'],
    time: 'time_us',
    keeps: 'last',
  },
  bundles: {
    name: 'bundles',
    columns: ['id', 'product', 'time_us', 'simulated', 'hash', 'bundle', 'recording'],
    key: ['id'],
    time: 'time_us',
    keeps: 'first',
  },
  quality_events: {
    name: 'quality_events',
    columns: ['id', 'time_us', 'product', 'kind', 'detail'],
    key: ['id'],
    time: 'time_us',
    keeps: 'first',
  },
  alerts: {
    name: 'alerts',
    columns: ['id', 'rule', 'product', 'time_us', 'simulated', 'text', 'value', 'delivery', 'webhooks'],
    key: ['id'],
    time: 'time_us',
    keeps: 'last',
  },
}

/** The names of the tables. */
export const tableNames: readonly TableName[] = ['trades', 'features', 'bars', 'heat', 'decisions', 'bundles', 'quality_events', 'alerts']

/** A name as SQL has it, whatever is in it. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
