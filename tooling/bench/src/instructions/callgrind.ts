import { spawn, spawnSync } from 'node:child_process'
import process from 'node:process'

/** V8 in one thread, its seeds fixed, so that the same work is the same instructions but for what the collector finds. */
const V8_FLAGS = ['--single-threaded', '--predictable-gc-schedule', '--hash-seed=1', '--random-seed=1']

/** How to get what is missing. */
const HOW_TO_INSTALL = 'valgrind is needed and not there: apt-get install valgrind, dnf install valgrind, or https://valgrind.org'

/** How many instructions a Node program takes from `startCounting` to `stopCounting`, as callgrind counts them; code made while it runs is counted as well. */
export async function instructionsOf(args: readonly string[], signal: AbortSignal): Promise<number> {
  const report = await run(
    'valgrind',
    ['--tool=callgrind', '--instr-atstart=no', '--callgrind-out-file=/dev/null', process.execPath, ...V8_FLAGS, ...args],
    signal,
  )
  const collected = /Collected : (\d+)/.exec(report)?.[1]
  if (collected === undefined) throw new Error(`callgrind: expected a count, received ${report.slice(-500)}`)
  return Number(collected)
}

/** Lets callgrind, under which this process runs, count from now on. */
export function startCounting(): void {
  control('on')
}

/** Lets callgrind count no further. */
export function stopCounting(): void {
  control('off')
}

function control(state: 'on' | 'off'): void {
  const { status, error } = spawnSync('callgrind_control', ['-i', state, String(process.pid)], { stdio: 'ignore' })
  if (status !== 0) throw new Error(`callgrind_control: expected to end with 0, received ${error?.message ?? status ?? 'a signal'}`)
}

/** Runs a program to its end and returns what it says on standard error. */
function run(program: string, args: readonly string[], signal: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'], signal })
    let said = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text))
    child.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'ENOENT' ? new Error(HOW_TO_INSTALL) : error)
    })
    child.once('close', (code) => {
      if (code === 0) resolve(said)
      else reject(new Error(`${program}: expected to end with 0, received ${code ?? 'a signal'}: ${said.slice(-500)}`))
    })
  })
}
