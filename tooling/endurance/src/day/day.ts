import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { dayCommands } from './commands.ts'
import { type Held, heldIn } from './held.ts'
import { measuredRun, type MeasuredRun } from './measured-run.ts'
import { ofProgram } from './of-program.ts'

/** How long a recording goes through everything that judges one. */
export interface DayOptions {
  readonly hours: number
  /**
   * The most that a process may hold in its old space, in MB, against which Node.js counts arrays as well. The trades of the trailing day, which profiles and
   * VWAP need, fit in; what grows with the recording does not get through.
   */
  readonly heapMb: number
  /** Where the recording is made and kept; a folder that is taken away at the end unless given. A recording that is there already is used as it is. */
  readonly folder?: string | undefined
  readonly signal: AbortSignal
  readonly onStep: (step: DayStep) => void
}

/** What a command took. Rates are of what was recorded, before it was compressed: `null` of what does not read it. */
export interface DayStep extends Omit<MeasuredRun, 'digest'> {
  readonly command: string
  readonly eventsPerSecond: number | null
  readonly mbPerSecond: number | null
}

/** What came of it. */
export interface DayResult {
  readonly node: string
  readonly hours: number
  readonly heapMb: number
  readonly events: number
  /** Of the recording, before it was compressed, and on the disk. */
  readonly mb: number
  readonly compressedMb: number
  readonly steps: readonly DayStep[]
}

/** Makes a recording of a simulated market, and lets study, backtest, tuning, comparison and gate go through it, each in a process of its own. */
export async function proveDay({ folder: kept, heapMb, hours, onStep, signal }: DayOptions): Promise<DayResult> {
  const folder = kept ?? (await mkdtemp(join(tmpdir(), 'of-day-')))
  try {
    await mkdir(folder, { recursive: true })
    // What an earlier run tried would not be tried again.
    await rm(join(folder, 'trials.ndjson'), { force: true })
    const recording = join(folder, `recording-${hours}h`)
    const steps: DayStep[] = []
    const run = async (command: string, args: readonly string[]): Promise<MeasuredRun> =>
      await measuredRun({
        args: [`--max-old-space-size=${heapMb}`, ...ofProgram(), ...args],
        out: join(folder, `${command.replace(' --', '-')}.json`),
        signal,
      })
    const add = (step: DayStep): void => {
      steps.push(step)
      onStep(step)
    }
    let held = await heldIn(recording)
    if (held === undefined) {
      const made = await run('sim', ['sim', '--out', recording, '--for', `${Math.round(hours * 60)}m`, '--json'])
      held = await heldIn(recording)
      if (held === undefined) throw new Error(`${recording}: expected a recording, received none`)
      add(stepOf('sim', made, held))
    }
    for (const { args, name, reads } of dayCommands(recording, folder)) add(stepOf(name, await run(name, args), reads ? held : undefined))
    return { node: process.version, hours, heapMb, ...held, steps }
  } finally {
    if (kept === undefined) await rm(folder, { recursive: true, force: true })
  }
}

function stepOf(command: string, run: MeasuredRun, held: Held | undefined): DayStep {
  const { cpuSeconds, firstHalfMb, peakMb, secondHalfMb, seconds } = run
  const rate = (amount: number | undefined): number | null => (amount === undefined ? null : amount / seconds)
  return {
    command,
    seconds,
    cpuSeconds,
    eventsPerSecond: rate(held?.events),
    mbPerSecond: rate(held?.mb),
    peakMb,
    firstHalfMb,
    secondHalfMb,
  }
}
