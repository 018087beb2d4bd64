import { type FileHandle, open } from 'node:fs/promises'
import type { BacktestCheckpoint, Interrupted, PaperMemory, PaperRecord } from '@of/backtest'
import { MINUTE_US, type Us } from '@of/core'
import { canonicalJson } from '@of/signals'
import { CliError } from '../errors.ts'

/** What a run needs to be gone on with, as of now. */
export interface JournaledRun {
  readonly checkpoint: () => BacktestCheckpoint
  readonly memory: () => PaperMemory
}

/** Under what a journal is kept: it is gone on with under the same alone. */
export type JournalSetup = Readonly<Record<string, unknown>>

interface JournalLine {
  readonly records?: readonly PaperRecord[]
  readonly checkpoint?: BacktestCheckpoint
  readonly memory?: PaperMemory
}

/** What sources remember is written so often: more is lost of it by a kill than of the accounts. */
const MEMORY_EVERY_US: Us = 10 * MINUTE_US

/**
 * A journal of a run on paper: a line of JSON for everything that happened at once, with how the run stood after it, written before anybody is told. A line
 * that a kill has cut off never happened.
 */
export class Journal {
  readonly #file: FileHandle
  readonly #path: string
  #records: PaperRecord[] = []
  #memoryUs: Us | undefined

  /** What the journal held when it was opened; `undefined` when it was begun. */
  readonly before: Interrupted | undefined
  /** Bytes of a line that was cut off, and has been taken away. */
  readonly cutBytes: number

  private constructor(
    file: FileHandle,
    path: string,
    { before, cutBytes }: { readonly before: Interrupted | undefined; readonly cutBytes: number },
  ) {
    this.#file = file
    this.#path = path
    this.before = before
    this.cutBytes = cutBytes
  }

  /** Begins a journal or goes on with one. Throws a `CliError` where that cannot be. */
  static async open(path: string, setup: JournalSetup): Promise<Journal> {
    const file = await open(path, 'a+').catch((error: unknown) => {
      throw new CliError({ kind: 'paper', fault: { kind: 'unwritable-file', path, detail: messageOf(error) } }, { cause: error })
    })
    try {
      const bytes = await file.readFile()
      const wholeBytes = bytes.lastIndexOf('\n') + 1
      const head = canonicalJson({ journal: 'of-paper', version: 1, setup })
      const lines = bytes.subarray(0, wholeBytes).toString().split('\n').slice(0, -1)
      const [found] = lines
      const before = found === undefined ? undefined : interruptedBy(path, lines, head)
      if (found === undefined && bytes.length > 0 && !head.startsWith(bytes.toString()))
        throw unreadable(path, 1, 'expected a journal of of paper')
      if (wholeBytes < bytes.length) await file.truncate(wholeBytes)
      if (found === undefined) await file.appendFile(`${head}\n`)
      return new Journal(file, path, { before, cutBytes: bytes.length - wholeBytes })
    } catch (error) {
      await file.close()
      throw error
    }
  }

  /** Takes note of something that happened. */
  note(record: PaperRecord): void {
    this.#records.push(record)
  }

  /** Writes what happened since the last time, if anything did, and returns it. */
  async flush(run: JournaledRun): Promise<readonly PaperRecord[]> {
    const records = this.#records
    if (records.length === 0) return records
    this.#records = []
    // Mids that are read change nothing that could not be told again.
    const checkpoint = records.every(({ kind }) => kind === 'read') ? undefined : run.checkpoint()
    await this.#append({ records, ...(checkpoint === undefined ? {} : { checkpoint }) })
    const nowUs = checkpoint?.accounts.nowUs ?? 0
    this.#memoryUs ??= nowUs
    if (nowUs - this.#memoryUs >= MEMORY_EVERY_US) await this.remember(run)
    return records
  }

  /** Writes what sources remember. */
  async remember({ checkpoint, memory }: JournaledRun): Promise<void> {
    this.#memoryUs = checkpoint().accounts.nowUs
    await this.#append({ memory: memory() })
  }

  async close(): Promise<void> {
    await this.#file.close()
  }

  async #append(line: JournalLine): Promise<void> {
    try {
      await this.#file.appendFile(`${JSON.stringify(line)}\n`)
    } catch (error) {
      throw new CliError(
        { kind: 'paper', fault: { kind: 'unwritable-file', path: this.#path, detail: messageOf(error) } },
        { cause: error },
      )
    }
  }
}

/** The run that the lines of a journal tell of; `undefined` where nothing had happened yet. */
function interruptedBy(path: string, [found, ...lines]: readonly string[], head: string): Interrupted | undefined {
  if (found !== head) {
    if (found?.startsWith('{"journal":"of-paper"') !== true) throw unreadable(path, 1, 'expected a journal of of paper')
    const detail = `was kept under other options: expected ${head}, received ${found}`
    throw new CliError({ kind: 'paper', fault: { kind: 'other-journal', path, detail: short(detail) } })
  }
  const records: PaperRecord[] = []
  let checkpoint: BacktestCheckpoint | undefined
  let memory: PaperMemory | undefined
  for (const [at, text] of lines.entries()) {
    const line = parsed(path, at + 2, text)
    records.push(...(line.records ?? []))
    checkpoint = line.checkpoint ?? checkpoint
    memory = line.memory ?? memory
  }
  return checkpoint === undefined ? undefined : { checkpoint, records, memory }
}

function parsed(path: string, line: number, text: string): JournalLine {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw unreadable(path, line, `expected JSON, received ${messageOf(error)}`)
  }
  if (isLine(value)) return value
  throw unreadable(path, line, 'expected records, a checkpoint or a memory')
}

/** Whether a line is one of ours: what it holds was written by this program, and is taken as it is. */
function isLine(value: unknown): value is JournalLine {
  return typeof value === 'object' && value !== null && (('records' in value && Array.isArray(value.records)) || 'memory' in value)
}

function unreadable(path: string, line: number, detail: string): CliError {
  return new CliError({ kind: 'paper', fault: { kind: 'unreadable-journal', path, detail: `line ${line}: ${detail}` } })
}

function short(text: string): string {
  return text.length > 1_000 ? `${text.slice(0, 1_000)}…` : text
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
