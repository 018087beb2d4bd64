import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Input } from '../input/input.ts'
import type { Contestant } from '../race/contestant.ts'
import { root } from '../root.ts'
import { YARDSTICK } from '../race/standings.ts'
import { note, progress } from '../terminal.ts'

/** A contestant of a commit at which contestants were not yet made ready before they ran: they read whole inputs only. */
interface UnpreparedContestant {
  readonly name: string
  readonly run: () => number
}

interface BaseModule {
  readonly frameContestants: (input: Input) => readonly (Contestant | UnpreparedContestant)[]
}

/** Our own packages as they were at a commit, built with the tools of that commit. */
export interface Base {
  /** A tag, or the beginning of a hash. */
  readonly name: string
  readonly module: BaseModule
  /** Removes what was built. */
  readonly close: () => void
}

const repository = fileURLToPath(new URL('../..', root))

/** Builds our packages of a commit, or of the last tag, apart from the tree; `undefined`, with a note, where there is no tag. */
export async function openBase(ref: string | undefined): Promise<Base | undefined> {
  const name = ref ?? lastTag()
  if (name === undefined) {
    note('note: no release to race against: there is no tag yet (--base REF races a commit)')
    return undefined
  }
  const folder = mkdtempSync(join(tmpdir(), 'of-bench-base-'))
  const close = (): void => rmSync(folder, { recursive: true, force: true })
  try {
    build(folder, name)
    const module: BaseModule = await import(pathToFileURL(join(folder, 'tooling/bench/base/frame-contestants.js')).href)
    return { name, module, close }
  } catch (error) {
    close()
    throw error
  }
}

/** The contestants of a base under names that tell them from ours, without the yardstick. */
export function baseContestants({ name: base, module }: Base, input: Input): Contestant[] {
  return module.frameContestants(input).flatMap((contestant) => {
    if (contestant.name === YARDSTICK) return []
    const name = `${contestant.name} at ${base}`
    if ('prepare' in contestant) return [{ ...contestant, name }]
    return input.opening.some(({ kind }) => kind === 'frame') ? [] : [{ name, prepare: () => ({ run: contestant.run }) }]
  })
}

function lastTag(): string | undefined {
  const { status, stdout } = spawnSync('git', ['describe', '--tags', '--abbrev=0'], { cwd: repository, encoding: 'utf8' })
  return status === 0 ? stdout.trim() : undefined
}

function build(folder: string, ref: string): void {
  progress(`building ${ref}`)
  const commit = run('git', ['rev-parse', '--verify', `${ref}^{commit}`], repository)
  run('git', ['clone', '--quiet', '--shared', '--no-checkout', repository, folder], repository)
  run('git', ['checkout', '--quiet', '--detach', commit], folder)
  const pnpm = ['run', '--silent', 'pnpm', '--']
  run('npm', [...pnpm, 'install', '--frozen-lockfile', '--prefer-offline'], folder)
  run('npm', [...pnpm, 'exec', 'turbo', 'run', 'build', '--filter=@of/bench...'], folder)
  const tsup = join(folder, 'node_modules/.bin/tsup')
  run(tsup, ['src/frame-contestants.ts', '--format', 'esm', '--out-dir', 'base'], join(folder, 'tooling/bench'))
  progress('')
}

function run(program: string, args: readonly string[], cwd: string): string {
  const env = { ...process.env, TURBO_TELEMETRY_DISABLED: '1' }
  const { status, stdout, stderr } = spawnSync(program, args, { cwd, env, encoding: 'utf8' })
  if (status === 0) return stdout.trim()
  throw new Error(
    `base: expected ${program} ${args.join(' ')} to end with 0, received ${status ?? 'no exit code'}: ${(stderr || stdout).trim().slice(-500)}`,
  )
}
