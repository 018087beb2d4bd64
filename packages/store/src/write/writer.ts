import type { Database } from '../database.ts'
import { firstLine, isFull, messageOf } from '../duckdb-errors.ts'
import type { HistoryRecord, StoreCounts } from '../history-store.ts'
import { Backlog } from './backlog.ts'
import { batchOf } from './rows.ts'

/** When what waits is written. */
export interface WriterOptions {
  /** At the latest so long after it came, ms. */
  readonly flushMs: number
  /** At once when it weighs so much, in trades; also about what a transaction takes. */
  readonly batch: number
  /** How much may wait while nothing can be written, in trades; a snapshot of features counts as 50. */
  readonly maxWaiting: number
  /** How long it waits after a failure before it tries again, ms. */
  readonly retryMs: number
  /** What runs after a batch was written or was not. */
  readonly onBatch?: () => void
}

/** What keeps it from writing. */
export interface WriterTrouble {
  readonly isFull: boolean
  readonly reason: string
}

/** Writes what waits, batch by batch, and again until it succeeds. */
export class Writer {
  readonly #database: Database
  readonly #options: WriterOptions
  readonly #backlog: Backlog
  #timer: NodeJS.Timeout | undefined
  #draining: Promise<void> | undefined
  #trouble: WriterTrouble | undefined
  #counts = { stored: 0, batches: 0, failures: 0 }
  #toldLost = 0
  #isClosed = false

  constructor(database: Database, options: WriterOptions) {
    this.#database = database
    this.#options = options
    this.#backlog = new Backlog(options.maxWaiting)
  }

  get trouble(): WriterTrouble | undefined {
    return this.#trouble
  }

  get counts(): StoreCounts {
    return { ...this.#counts, lost: this.#backlog.lost, waiting: this.#backlog.size }
  }

  /** For how long the oldest record has waited, ms. */
  get lagMs(): number {
    const { sinceMs } = this.#backlog
    return sinceMs === undefined ? 0 : performance.now() - sinceMs
  }

  append(records: readonly HistoryRecord[]): void {
    if (this.#isClosed) return
    const nowMs = performance.now()
    for (const record of records) this.#backlog.push(record, nowMs)
    this.#schedule()
  }

  /** Writes what has been appended so far: when this resolves, it is on disk. Rejects with what keeps it from being written. */
  async flush(): Promise<void> {
    await this.#draining?.catch(() => undefined)
    this.#draining ??= this.#drain().finally(() => {
      this.#draining = undefined
      this.#schedule()
    })
    await this.#draining
  }

  /** Writes what waits, as far as it can be written, and takes nothing any more. */
  async close(): Promise<void> {
    await this.flush().catch(() => undefined)
    this.#isClosed = true
    clearTimeout(this.#timer)
    this.#timer = undefined
  }

  #schedule(): void {
    const { batch, flushMs, retryMs } = this.#options
    if (this.#isClosed || this.#draining !== undefined || this.#backlog.size === 0) return
    const isUrgent = this.#trouble === undefined && this.#backlog.weight >= batch
    if (this.#timer !== undefined && !isUrgent) return
    clearTimeout(this.#timer)
    const waitMs = this.#trouble === undefined ? (isUrgent ? 0 : flushMs) : retryMs
    this.#timer = setTimeout(() => {
      this.#timer = undefined
      // What keeps it from writing is told by `trouble`, and it tries again.
      this.flush().catch(() => undefined)
    }, waitMs).unref()
  }

  async #drain(): Promise<void> {
    let due = this.#backlog.size
    while (due > 0) {
      const records = this.#backlog.oldest(this.#options.batch)
      try {
        await this.#database.write(batchOf(records))
      } catch (error) {
        this.#counts.failures += 1
        this.#trouble = { isFull: isFull(error), reason: firstLine(messageOf(error)) }
        this.#options.onBatch?.()
        throw error
      }
      due -= records.length
      this.#trouble = undefined
      this.#counts.stored += records.length
      this.#counts.batches += 1
      this.#backlog.release(records.length)
      this.#tellLost(records)
      this.#options.onBatch?.()
    }
  }

  /** A hole in what is kept is itself kept: how much is missing, beside what was written last before it. */
  #tellLost(written: readonly HistoryRecord[]): void {
    const lost = this.#backlog.lost - this.#toldLost
    if (lost === 0) return
    this.#toldLost += lost
    const detail = `${lost} records found no room while the store could not be written`
    const timeUs = Math.max(...written.map(timeOf))
    this.#backlog.push({ kind: 'quality', timeUs, product: null, event: 'store-lost', detail }, performance.now())
  }
}

function timeOf(record: HistoryRecord): number {
  switch (record.kind) {
    case 'trades':
      return record.trades.at(-1)?.timeUs ?? 0
    case 'bar':
      return record.bar.startUs
    case 'heat':
      return record.column.startUs
    case 'alert':
      return record.alert.timeUs
    case 'decision':
      return record.decision.timeUs
    case 'evidence':
      return record.evidence.timeUs
    case 'features':
    case 'quality':
      return record.timeUs
  }
}
