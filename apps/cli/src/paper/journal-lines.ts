import { readFile } from 'node:fs/promises'
import type { BacktestCheckpoint, PaperMemory, PaperRecord } from '@of/backtest'
import { CliError } from '../errors.ts'
import { isHead, type JournalSetup, setupIn } from './journal-setup.ts'

/** A line of a journal after its first. */
export interface JournalLine {
  readonly records?: readonly PaperRecord[]
  readonly checkpoint?: BacktestCheckpoint
  readonly memory?: PaperMemory
}

/** What lines of a journal come to. */
export interface JournalContent {
  readonly records: readonly PaperRecord[]
  /** The last of each; `undefined` where nothing had happened yet. */
  readonly checkpoint: BacktestCheckpoint | undefined
  readonly memory: PaperMemory | undefined
}

/** Reads the lines of a journal after its first. Throws a `CliError` that names the one that is none. */
export function contentOf(path: string, lines: readonly string[]): JournalContent {
  const records: PaperRecord[] = []
  let checkpoint: BacktestCheckpoint | undefined
  let memory: PaperMemory | undefined
  for (const [at, text] of lines.entries()) {
    const line = parsed(path, at + 2, text)
    records.push(...(line.records ?? []))
    checkpoint = line.checkpoint ?? checkpoint
    memory = line.memory ?? memory
  }
  return { records, checkpoint, memory }
}

/** Reads a journal as it stands, also while its run goes on: a line that is not whole yet has not happened. Throws a `CliError` for a file that is none. */
export async function readJournal(path: string): Promise<JournalContent & { readonly setup: JournalSetup }> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new CliError({ kind: 'evidence', fault: { kind: 'unreadable-file', path, detail: messageOf(error) } }, { cause: error })
  })
  const [head = '', ...lines] = text.split('\n').slice(0, -1)
  const setup = setupIn(head)
  if (setup === undefined) throw unreadable(path, 1, isHead(head) ? 'expected version 2 of a journal' : 'expected a journal of of paper')
  return { setup, ...contentOf(path, lines) }
}

/** A line of a journal that cannot be read. */
export function unreadable(path: string, line: number, detail: string): CliError {
  return new CliError({ kind: 'paper', fault: { kind: 'unreadable-journal', path, detail: `line ${line}: ${detail}` } })
}

/** What an error says. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
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
