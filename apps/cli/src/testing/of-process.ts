import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { tmpdir } from 'node:os'
import { fileURLToPath } from 'node:url'
import { ofHere } from './of-here.ts'
import type { Finished, RunOptions } from './one-run.ts'

export type { Finished } from './one-run.ts'

const entry = fileURLToPath(new URL('../main.ts', import.meta.url))

/** Starts `of` from its sources, in an environment of its own. */
export function start(args: readonly string[], { cwd, env = {} }: Omit<RunOptions, 'stdin'> = {}): ChildProcessWithoutNullStreams {
  return spawn(process.execPath, ['--conditions=@of/source', entry, ...args], {
    cwd: cwd ?? tmpdir(),
    env: { PATH: process.env['PATH'] ?? '', NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] ?? '', ...env },
  })
}

/** Runs `of` to its end: in this process, one after the other, unless it needs an environment of its own. */
export async function of(args: readonly string[], options: RunOptions = {}): Promise<Finished> {
  return options.env === undefined ? await ofHere(args, options) : await ofElsewhere(args, options)
}

/** Runs `of` to its end in a process of its own. */
export async function ofElsewhere(args: readonly string[], options: RunOptions = {}): Promise<Finished> {
  const child = start(args, options)
  // A process that refuses its arguments never reads.
  child.stdin.on('error', () => {})
  child.stdin.end(options.stdin)
  return await finished(child)
}

/** Waits for the end of a run. */
export async function finished(child: ChildProcessWithoutNullStreams): Promise<Finished> {
  const text = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8')
    child[name].on('data', (chunk: string) => {
      text[name] += chunk
    })
  }
  return await new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (exitCode, killedBy) => resolve({ exitCode, killedBy, ...text }))
  })
}
