import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { cpuSecondsOf, rssMbOf } from '../resources.ts'

/** A program to be run to its end. */
export interface RunPlan {
  /** The Node.js to run it with; the one this program runs with unless given. */
  readonly node?: string
  readonly args: readonly string[]
  /** Where its standard output goes; nowhere unless given. */
  readonly out?: string
  readonly signal: AbortSignal
}

/** What a run took. Memory is that of the whole process, looked at ten times a second; `null` where the system does not tell. */
export interface MeasuredRun {
  readonly seconds: number
  readonly cpuSeconds: number | null
  readonly peakMb: number | null
  /** The most it held in the first half of its time, and in the second: of what is flat they are about the same. */
  readonly firstHalfMb: number | null
  readonly secondHalfMb: number | null
  /** SHA-256 of its standard output, in hex. */
  readonly digest: string
}

const LOOK_EVERY_MS = 100

/** Runs a program, and looks at it meanwhile. Throws when it does not end with exit code 0, saying what it said. */
export async function measuredRun({ args, node = process.execPath, out, signal }: RunPlan): Promise<MeasuredRun> {
  signal.throwIfAborted()
  const child = spawn(node, args, { stdio: ['ignore', 'pipe', 'pipe'], signal, killSignal: 'SIGINT' })
  const startedMs = performance.now()
  const looks: { readonly ms: number; readonly rssMb: number }[] = []
  let cpuSeconds: number | null = null
  const look = (): void => {
    const rssMb = rssMbOf(child.pid)
    if (rssMb === null) return
    looks.push({ ms: performance.now() - startedMs, rssMb })
    cpuSeconds = cpuSecondsOf(child.pid) ?? cpuSeconds
  }
  const timer = setInterval(look, LOOK_EVERY_MS)
  const hash = createHash('sha256')
  const file = out === undefined ? undefined : createWriteStream(out)
  let said = ''
  child.stderr.on('data', (chunk) => void (said += String(chunk)))
  child.stdout.on('data', (chunk: Buffer) => {
    hash.update(chunk)
    file?.write(chunk)
  })
  try {
    const [code] = await once(child, 'close')
    if (code !== 0) throw new Error(`${args.join(' ')}: expected exit code 0, received ${String(code)}: ${said.trim()}`)
  } finally {
    // Of one that was interrupted there is more to come.
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
    clearInterval(timer)
    if (file !== undefined) await new Promise<void>((resolve) => file.end(() => resolve()))
  }
  const seconds = (performance.now() - startedMs) / 1000
  const most = (from: number, to: number): number | null => {
    const within = looks.flatMap(({ ms, rssMb }) => (ms / 1000 >= from * seconds && ms / 1000 <= to * seconds ? [rssMb] : []))
    return within.length === 0 ? null : Math.max(...within)
  }
  return {
    seconds,
    cpuSeconds,
    peakMb: most(0, 1),
    firstHalfMb: most(0, 0.5),
    secondHalfMb: most(0.5, 1),
    digest: hash.digest('hex'),
  }
}
