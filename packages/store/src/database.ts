import { realpathSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { errorOfOpening, isFatal } from './duckdb-errors.ts'
import { migrate } from './schema/migrate.ts'
import { StoreError } from './store-error.ts'
import type { Batch } from './write/rows.ts'
import { BatchWriter } from './write/batch-writer.ts'

/** How a database is opened. */
export interface DatabaseOptions {
  readonly path: string
  readonly origin: string
  /** What everything together may take, MB. */
  readonly memoryMb: number
  readonly threads: number
  /** The only folder that is written to besides the store's own: exports go there. */
  readonly exportDir: string | undefined
}

/** The connection that writes, and what it writes batches with. */
interface Writing {
  readonly connection: DuckDBConnection
  readonly batches: BatchWriter
}

/** How often what reads is told to end while the file is let go of. */
const INTERRUPT_MS = 20

/** Files that this process has open: the lock of a file keeps out other processes only. */
const open = new Set<string>()

/** A database file that is open: one connection that writes, and one for each read. It opens itself anew after a failure that it does not survive. */
export class Database {
  readonly #options: DatabaseOptions
  readonly #key: string
  readonly #duckdb: typeof import('@duckdb/node-api')
  #instance: DuckDBInstance | undefined
  #writer: Writing | undefined
  readonly #readers = new Set<DuckDBConnection>()
  readonly #reading = new Set<Promise<unknown>>()
  /** What uses the writing connection, one after another. */
  #turn: Promise<unknown> = Promise.resolve()
  #isClosed = false
  #closing: Promise<void> | undefined

  private constructor(options: DatabaseOptions, key: string, duckdb: typeof import('@duckdb/node-api')) {
    this.#options = options
    this.#key = key
    this.#duckdb = duckdb
  }

  /** Opens a database, or makes it. Rejects with a `StoreError`. */
  static async open(options: DatabaseOptions): Promise<Database> {
    const key = join(realpathSync(dirname(options.path)), basename(options.path))
    if (open.has(key)) throw new StoreError('locked', `expected to open ${options.path}, received: this process has it open already`)
    open.add(key)
    try {
      const database = new Database(options, key, await import('@duckdb/node-api'))
      await database.#connect()
      return database
    } catch (error) {
      open.delete(key)
      throw error
    }
  }

  /** Writes a batch: when this resolves, it is on disk. */
  async write(batch: Batch): Promise<void> {
    await this.#inTurn(async ({ batches }) => await batches.write(batch))
  }

  /** Does something with the connection that writes, while nobody else does. */
  async exclusively<Value>(task: (connection: DuckDBConnection) => Promise<Value>): Promise<Value> {
    return await this.#inTurn(async ({ connection }) => await task(connection))
  }

  async #inTurn<Value>(task: (writing: Writing) => Promise<Value>): Promise<Value> {
    const turn = this.#turn.then(async () => {
      if (this.#isClosed) throw new StoreError('failed', 'expected an open store, received a closed one')
      const writer = this.#writer ?? (await this.#connect())
      try {
        return await task(writer)
      } catch (error) {
        if (isFatal(error)) await this.#disconnect()
        throw error
      }
    })
    this.#turn = turn.catch(() => undefined)
    return await turn
  }

  /** Does something with a connection of its own. */
  async read<Value>(task: (connection: DuckDBConnection) => Promise<Value>): Promise<Value> {
    const reading = this.#readOn(task)
    const settled = reading.catch(() => undefined)
    this.#reading.add(settled)
    try {
      return await reading
    } finally {
      this.#reading.delete(settled)
    }
  }

  async #readOn<Value>(task: (connection: DuckDBConnection) => Promise<Value>): Promise<Value> {
    const instance = this.#instance
    const connection = await instance?.connect()
    try {
      if (connection === undefined || this.#instance !== instance)
        throw new StoreError('failed', 'expected an open store, received one that is not')
      this.#readers.add(connection)
      return await task(connection)
    } finally {
      if (connection !== undefined) this.#readers.delete(connection)
      connection?.closeSync()
    }
  }

  /** Moves what was written from the log into the file, and lets go of it, when whoever had its turn before is done. */
  async close(): Promise<void> {
    if (this.#closing === undefined) {
      this.#closing = this.#turn.then(async () => await this.#letGo())
      this.#turn = this.#closing.catch(() => undefined)
    }
    await this.#closing
  }

  async #letGo(): Promise<void> {
    this.#isClosed = true
    // What is in the log is as safe as what is in the file.
    await this.#writer?.connection.run('CHECKPOINT').catch(() => undefined)
    await this.#disconnect()
    open.delete(this.#key)
  }

  async #connect(): Promise<Writing> {
    const { exportDir, memoryMb, origin, path, threads } = this.#options
    let connection: DuckDBConnection | undefined
    try {
      const instance = await this.#duckdb.DuckDBInstance.create(path, {
        autoinstall_known_extensions: 'false',
        autoload_known_extensions: 'false',
        memory_limit: `${memoryMb}MB`,
        threads: String(threads),
      })
      this.#instance = instance
      const writer = await instance.connect()
      connection = writer
      if (exportDir !== undefined) await writer.run(`SET allowed_directories = [${literal(`${exportDir}/`)}]`)
      await writer.run('SET enable_external_access = false')
      await writer.run('SET lock_configuration = true')
      await migrate(writer, { origin })
      this.#writer = { connection: writer, batches: await BatchWriter.on(this.#duckdb, writer) }
      return this.#writer
    } catch (error) {
      connection?.closeSync()
      await this.#disconnect()
      throw errorOfOpening(error, path)
    }
  }

  /** The file is let go of only when nobody holds a connection any more. */
  async #disconnect(): Promise<void> {
    const instance = this.#instance
    this.#instance = undefined
    // What is about to begin is not interrupted by what comes before it.
    const interrupting = setInterval(() => {
      for (const connection of this.#readers) connection.interrupt()
    }, INTERRUPT_MS)
    await Promise.all(this.#reading)
    clearInterval(interrupting)
    this.#writer?.connection.closeSync()
    this.#writer = undefined
    instance?.closeSync()
  }
}

/** Text as SQL has it. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
