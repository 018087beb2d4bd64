import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sameCommands } from './commands.ts'
import { measuredRun } from './measured-run.ts'
import { ofProgram } from './of-program.ts'

/** On what the same is to come out. */
export interface SameOptions {
  readonly minutes: number
  /** Programs of Node.js. */
  readonly nodes: readonly string[]
  readonly threads: readonly number[]
  readonly signal: AbortSignal
}

/** Whether a command printed the same bytes of the same recording on every Node.js, with every number of threads. */
export interface SameResult {
  readonly command: string
  readonly runs: number
  /** SHA-256 of what was printed, in hex: one if all is well. */
  readonly digests: readonly string[]
}

/** Makes a short recording, and lets every command whose result must not depend on the machine print it everywhere. */
export async function sameBytes({ minutes, nodes, signal, threads }: SameOptions): Promise<readonly SameResult[]> {
  const folder = await mkdtemp(join(tmpdir(), 'of-same-'))
  try {
    const recording = join(folder, 'recording')
    // Across an hour of the clock, so that there is more than one.
    await measuredRun({ args: [...ofProgram(), 'sim', '--out', recording, '--for', `${minutes}m`, '--start', '2026-01-05T13:40Z'], signal })
    const digests = new Map<string, string[]>()
    const work = join(folder, 'work')
    for (const node of nodes) {
      for (const count of threads) {
        // What was tried before would be told, and not be tried again.
        await rm(work, { recursive: true, force: true })
        await mkdir(work)
        for (const { args, name } of sameCommands(recording, work, count)) {
          const { digest } = await measuredRun({ node, args: [...ofProgram(), ...args], signal })
          digests.set(name, [...(digests.get(name) ?? []), digest])
        }
      }
    }
    return [...digests].map(([command, all]) => ({ command, runs: all.length, digests: [...new Set(all)] }))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
