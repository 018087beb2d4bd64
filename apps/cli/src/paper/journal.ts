import { type FileHandle, open } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { BacktestCheckpoint, Interrupted, PaperMemory, PaperRecord } from '@of/backtest'
import { MINUTE_US, type Us } from '@of/core'
import { CliError } from '../errors.ts'
import { contentOf, type JournalLine, messageOf, unreadable } from './journal-lines.ts'
import { differenceOf, headOf, isHead, type JournalSetup } from './journal-setup.ts'

/** What a run needs to be gone on with, as of now. */
export interface JournaledRun {
  readonly checkpoint: () => BacktestCheckpoint
  readonly memory: () => PaperMemory
}

/** What sources remember is written so often: more is lost of it by a kill than of the accounts. */
const MEMORY_EVERY_US: Us = 10 * MINUTE_US

/**
 * A journal of a run on paper: a line of JSON for everything that happened at once, with how the run stood after it, on the disk before anybody is told.
 * A line that a kill or a loss of power has cut off never happened.
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
      throw unwritable(path, error)
    })
    try {
      const bytes = await file.readFile()
      const wholeBytes = bytes.lastIndexOf('\n') + 1
      const head = headOf(setup)
      const lines = bytes.subarray(0, wholeBytes).toString().split('\n').slice(0, -1)
      const [found] = lines
      const before = found === undefined ? undefined : interruptedBy(path, lines, head)
      if (found === undefined && bytes.length > 0 && !head.startsWith(bytes.toString()))
        throw unreadable(path, 1, 'expected a journal of of paper')
      if (wholeBytes < bytes.length) await file.truncate(wholeBytes)
      if (found === undefined) await begin(file, path, head)
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

  /** Writes what happened since the last time, if anything did, and returns it: when this resolves, it is on the disk. */
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
      await this.#file.datasync()
    } catch (error) {
      throw unwritable(this.#path, error)
    }
  }
}

/** Writes the first line. A file survives a loss of power once its folder knows of it. */
async function begin(file: FileHandle, path: string, head: string): Promise<void> {
  await file.appendFile(`${head}\n`)
  await file.datasync()
  // Where folders cannot be opened, as on Windows, the file system sees to it.
  const folder = await open(dirname(path), 'r').catch(() => undefined)
  try {
    await folder?.sync()
  } finally {
    await folder?.close()
  }
}

/** The run that the lines of a journal tell of; `undefined` where nothing had happened yet. */
function interruptedBy(path: string, [found, ...lines]: readonly string[], head: string): Interrupted | undefined {
  if (!isHead(found)) throw unreadable(path, 1, 'expected a journal of of paper')
  if (found !== head) throw new CliError({ kind: 'paper', fault: { kind: 'other-journal', path, detail: differenceOf(head, found) } })
  const { checkpoint, memory, records } = contentOf(path, lines)
  return checkpoint === undefined ? undefined : { checkpoint, records, memory }
}

function unwritable(path: string, error: unknown): CliError {
  return new CliError({ kind: 'paper', fault: { kind: 'unwritable-file', path, detail: messageOf(error) } }, { cause: error })
}
