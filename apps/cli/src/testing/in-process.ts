import { exitCodes, type ExitCode } from '../exit-codes.ts'
import { explain } from '../explain/explain.ts'
import type { Host } from '../host.ts'
import { collectingHost } from './collecting-host.ts'

/** What a command did that ran in this process. */
export interface Ran {
  readonly exitCode: ExitCode
  readonly stdout: string
  /** What it said of its failure; empty where the result has said it all. */
  readonly error: string
}

/** Runs a command without a process of its own. A fault of the program itself is thrown. */
export async function inProcess(command: (host: Host) => Promise<void>, stdin = '', argv: readonly string[] = []): Promise<Ran> {
  const host = { ...collectingHost(argv), stdin: bytesOf(stdin) }
  try {
    await command(host)
    return { exitCode: exitCodes.ok, stdout: host.said.stdout, error: '' }
  } catch (thrown) {
    const { exitCode, isTold, summary } = explain(thrown)
    if (exitCode === exitCodes.internal) throw thrown
    return { exitCode, stdout: host.said.stdout, error: isTold === true ? '' : summary }
  }
}

async function* bytesOf(text: string): AsyncGenerator<Uint8Array, void, undefined> {
  if (text !== '') yield await Promise.resolve(Buffer.from(text))
}
