import { tmpdir } from 'node:os'
import { Readable, Writable } from 'node:stream'
import { run, type World } from '../run.ts'
import type { Finished, RunOptions } from './one-run.ts'

/** A working directory belongs to the process: runs wait for each other. */
let last: Promise<unknown> = Promise.resolve()

/** Runs `of` to its end in this process, with streams and an environment of its own. */
export async function ofHere(args: readonly string[], { cwd, stdin }: Omit<RunOptions, 'env'>): Promise<Finished> {
  const turn = last.then(async () => {
    const before = process.cwd()
    process.chdir(cwd ?? tmpdir())
    try {
      return await runHere(args, stdin)
    } finally {
      process.chdir(before)
    }
  })
  last = turn.catch(() => {})
  return await turn
}

async function runHere(args: readonly string[], stdin: string | Uint8Array | undefined): Promise<Finished> {
  const text = { stdout: '', stderr: '' }
  const world = {
    env: { PATH: process.env['PATH'] },
    stdin: Readable.from(stdin === undefined ? [] : [Buffer.from(stdin)]),
    stdout: collecting((chunk) => (text.stdout += chunk)),
    stderr: collecting((chunk) => (text.stderr += chunk)),
    once: () => world,
    chdir: (directory: string) => process.chdir(directory),
  }
  // What a command finds of these streams is what any writable or readable one has.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const exitCode = await run(args, world as unknown as World)
  return { exitCode, killedBy: null, ...text }
}

function collecting(take: (text: string) => void): Writable {
  const decoder = new TextDecoder()
  return new Writable({
    write: (chunk: Uint8Array, _encoding, done) => {
      take(decoder.decode(chunk, { stream: true }))
      done()
    },
  })
}
