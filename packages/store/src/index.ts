export type { ExportedFiles } from './export-parquet.ts'
export type {
  ExportedTables,
  HeatColumn,
  HistoryQuery,
  HistoryRecord,
  HistoryStore,
  MinuteVolume,
  StoreCounts,
  StoredAlert,
} from './history-store.ts'
export { openStore } from './open-store.ts'
export type { StoreLabel } from './label.ts'
export { type ExportOptions, type ExportedStore, exportStore } from './export-store.ts'
export { openQueries, type Queries } from './read/open-queries.ts'
export type { QueryLimits } from './read/run-query.ts'
export { type Retention, Store, storeDefaults, type StoreOptions } from './store.ts'
export { StoreError, type StoreFault } from './store-error.ts'
