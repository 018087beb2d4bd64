import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { AnswerOf, Decision, Evidence, FeatureSeries, Health } from '@of/api'
import { DAY_US, type Trade, type Us } from '@of/core'
import type { Database } from './database.ts'
import { errorOfExport } from './duckdb-errors.ts'
import { exportParquet } from './export-parquet.ts'
import type {
  ExportedTables,
  HeatColumn,
  HistoryQuery,
  HistoryRecord,
  HistoryStore,
  MinuteVolume,
  StoreCounts,
  StoredAlert,
} from './history-store.ts'
import { labelOf } from './label.ts'
import { readAlerts, readUndelivered } from './read/alerts.ts'
import { readBars, readHeat, readNewestUs, readTradesBetween, readVolumes } from './read/market.ts'
import { readDecision, readDecisions, readEvidence, readFeatures, readQuality, readTrades } from './read/pages.ts'
import { type QueryLimits, runQuery } from './read/run-query.ts'
import { forget } from './retention.ts'
import type { TableName } from './schema/tables.ts'
import { StoreError } from './store-error.ts'
import { Writer, type WriterOptions } from './write/writer.ts'

/** For how many days of exchange time rows of a table are kept; for ever where it says nothing. */
export type Retention = Partial<Readonly<Record<TableName, number>>>

/** How a store is opened. */
export interface StoreOptions extends Partial<Omit<WriterOptions, 'onBatch'>> {
  readonly path: string
  /** Whose data it holds, such as `live` or `sim seed 42`: a store is of one origin only. */
  readonly origin: string
  /** What the database may take altogether, MB. */
  readonly memoryMb?: number
  readonly threads?: number
  readonly queryLimits?: QueryLimits
  /** How many queries run at once; those beyond are refused. */
  readonly maxQueries?: number
  readonly retentionDays?: Retention
  /** Where `exportParquet` writes to; nowhere unless given. */
  readonly exportDir?: string
}

/** Options that have a value unless they are given one. */
type Defaulted = Exclude<keyof StoreOptions, 'path' | 'origin' | 'exportDir'>

/** What is so unless an option says otherwise. */
export const storeDefaults: Required<Pick<StoreOptions, Defaulted>> = {
  flushMs: 1_000,
  batch: 5_000,
  maxWaiting: 500_000,
  retryMs: 2_000,
  memoryMb: 512,
  threads: 2,
  maxQueries: 2,
  queryLimits: { timeMs: 5_000, growthMb: 768, answerChars: 16_000_000 },
  retentionDays: {},
}

type Settled = StoreOptions & typeof storeDefaults

/** From when on what waits is late: a few times as long as it should. */
const BEHIND = 5

/** History in a DuckDB file: what has been written survives the end of the process, whatever ends it. */
export class Store implements HistoryStore {
  readonly #database: Database
  readonly #options: Settled
  readonly #writer: Writer
  #bytes = 0
  #queries = 0
  #isExporting = false
  #forgotDay = 0

  constructor(database: Database, options: Settled) {
    this.#database = database
    this.#options = options
    this.#writer = new Writer(database, { ...options, onBatch: () => void this.#measure() })
    void this.#measure()
  }

  append(records: readonly HistoryRecord[]): void {
    this.#writer.append(records)
    const newestUs = records.reduce((newest, record) => (record.kind === 'features' ? Math.max(newest, record.timeUs) : newest), 0)
    this.#forgetOnceADay(newestUs)
  }

  /** Writes what has been appended so far: when this resolves, it is on disk. */
  async flush(): Promise<void> {
    await this.#writer.flush()
  }

  health(): Health['store'] {
    const { counts, lagMs, trouble } = this.#writer
    const bytes = this.#bytes
    const lost = counts.lost === 0 ? null : `${counts.lost} records lost for want of room`
    if (trouble !== undefined) {
      const reason = lost === null ? trouble.reason : `${trouble.reason}; ${lost}`
      return { state: trouble.isFull ? 'full' : 'failed', lagMs, bytes, reason }
    }
    return { state: lagMs > BEHIND * this.#options.flushMs ? 'behind' : 'ok', lagMs, bytes, reason: lost }
  }

  counts(): StoreCounts {
    return this.#writer.counts
  }

  async trades(query: HistoryQuery): Promise<AnswerOf<'trades'>> {
    return await this.#database.read(async (connection) => await readTrades(connection, query))
  }

  async features(
    query: HistoryQuery & { readonly names: readonly string[]; readonly everyUs: Us },
  ): Promise<Pick<FeatureSeries, 'timesUs' | 'columns' | 'next'>> {
    return await this.#database.read(async (connection) => await readFeatures(connection, query))
  }

  async decisions(query: HistoryQuery): Promise<AnswerOf<'decisions'>> {
    return await this.#database.read(async (connection) => await readDecisions(connection, query))
  }

  async decision(id: string): Promise<Decision | undefined> {
    return await this.#database.read(async (connection) => await readDecision(connection, id))
  }

  async evidence(id: string): Promise<Evidence | undefined> {
    return await this.#database.read(async (connection) => await readEvidence(connection, id))
  }

  async quality(query: Omit<HistoryQuery, 'product'>): Promise<AnswerOf<'qualityEvents'>> {
    return await this.#database.read(async (connection) => await readQuality(connection, query))
  }

  async bars(query: HistoryQuery): Promise<Pick<AnswerOf<'bars'>, 'items' | 'next'>> {
    return await this.#database.read(async (connection) => await readBars(connection, query))
  }

  async volumes(query: Omit<HistoryQuery, 'cursor'>): Promise<readonly MinuteVolume[]> {
    return await this.#database.read(async (connection) => await readVolumes(connection, query))
  }

  async heat(query: Omit<HistoryQuery, 'cursor'>): Promise<readonly HeatColumn[]> {
    return await this.#database.read(async (connection) => await readHeat(connection, query))
  }

  async alerts(query: Omit<HistoryQuery, 'product'>): Promise<AnswerOf<'alerts'>> {
    return await this.#database.read(async (connection) => await readAlerts(connection, query))
  }

  async undelivered(): Promise<readonly StoredAlert[]> {
    return await this.#database.read(readUndelivered)
  }

  async tradesBetween(product: string, range: { readonly from: number; readonly to: number }): Promise<readonly Trade[]> {
    return await this.#database.read(async (connection) => await readTradesBetween(connection, product, range))
  }

  async newestUs(): Promise<Us | undefined> {
    return await this.#database.read(readNewestUs)
  }

  async query(sql: string, limit: number): Promise<AnswerOf<'query'>> {
    const { maxQueries, queryLimits } = this.#options
    if (this.#queries >= maxQueries)
      throw new StoreError('query-limit', `expected at most ${maxQueries} queries at once, received one more`)
    this.#queries += 1
    try {
      return await this.#database.read(async (connection) => await runQuery(connection, { sql, limit }, queryLimits))
    } finally {
      this.#queries -= 1
    }
  }

  async exportParquet(): Promise<ExportedTables> {
    const { exportDir } = this.#options
    if (exportDir === undefined) throw new StoreError('failed', 'expected a folder to export to, received none')
    if (this.#isExporting) throw new StoreError('query-limit', 'expected one export at a time, received another')
    this.#isExporting = true
    try {
      const dir = resolve(exportDir)
      return await this.#database.read(async (connection) => ({
        dir,
        label: await labelOf(connection),
        rows: await exportParquet(connection, dir),
      }))
    } catch (error) {
      throw errorOfExport(error)
    } finally {
      this.#isExporting = false
    }
  }

  /** Lets go of rows that are older than they are kept for, counted from a time of the exchange. Tells how many those were. */
  async forget(nowUs: Us): Promise<number> {
    return await this.#database.exclusively(async (connection) => await forget(connection, this.#options.retentionDays, nowUs))
  }

  async close(): Promise<void> {
    await this.#writer.close()
    await this.#database.close()
  }

  #forgetOnceADay(nowUs: Us): void {
    const day = Math.floor(nowUs / DAY_US)
    if (day <= this.#forgotDay) return
    this.#forgotDay = day
    // What could not be let go of today is let go of tomorrow.
    this.forget(nowUs).catch(() => undefined)
  }

  async #measure(): Promise<void> {
    const { path } = this.#options
    const sizes = await Promise.all([path, `${path}.wal`].map(sizeOf))
    this.#bytes = sizes.reduce((sum, size) => sum + size, 0)
  }
}

async function sizeOf(path: string): Promise<number> {
  return await stat(path).then(
    ({ size }) => size,
    () => 0,
  )
}
