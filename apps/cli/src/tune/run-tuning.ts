import { HoldOutMoved, type Moments, type RegistryEntry, type TrialReading, type TuneOptions, type TuneResult, Tuning } from '@of/backtest'
import { CliError } from '../errors.ts'
import type { Host } from '../host.ts'
import { isoTime } from '../input/time.ts'
import { evaluatorsOf } from './evaluators.ts'
import { keepEntries } from './registry-file.ts'
import { tuningThreads } from './tuning-threads.ts'

/** How a search is run. */
export interface TuningRun {
  readonly moments: readonly Moments[]
  readonly options: TuneOptions
  /** The file of what was ever tried. */
  readonly registry: string
  /** Chosen by the work unless given. Results do not depend on it. */
  readonly threads: number | undefined
  /** As it is typed. */
  readonly command: string
}

/** What is tried within so long is written together: a kill costs no more than that. */
const KEEP_EVERY_MS = 1_000

/** Runs a search, and keeps what was tried as it goes, in order. An interruption leaves a registry from which the next search goes on. */
export async function runTuning(run: TuningRun, host: Host): Promise<TuneResult> {
  const tuning = begun(run)
  const keeper = new Keeper(run)
  await keeper.keep(tuning.begin())
  await evaluated(tuning, run, keeper, host)
  const { entries, result } = tuning.finish()
  // A look that was not written down was none: nothing is shown before.
  await keeper.keep(entries)
  return result
}

function begun({ command, moments, options, registry }: TuningRun): Tuning {
  try {
    return new Tuning(moments, options)
  } catch (error) {
    if (!(error instanceof HoldOutMoved)) throw error
    const { expectedUs, receivedUs } = error
    const complaint = `--hold-out: expected one from ${isoTime(expectedUs)} on, as these data were first tuned on, received one from ${isoTime(receivedUs)} on`
    const hint = `${registry} counts on it: what tuning has seen can be locked no more, and what is locked is not to be seen.`
    throw new CliError({ kind: 'usage', complaint, command, hint })
  }
}

async function evaluated(tuning: Tuning, run: TuningRun, keeper: Keeper, host: Host): Promise<void> {
  const { pending, plan, size } = tuning
  if (pending.length === 0) return
  const evaluators = evaluatorsOf(run.moments, plan, run.threads ?? tuningThreads(run.moments, plan, pending.length))
  const progress = await host.startProgress('Tuning')
  const startedMs = performance.now()
  const inHand: Promise<TrialReading>[] = []
  let given = 0
  try {
    for (const [done, trial] of pending.entries()) {
      while (given < pending.length && inHand.length < evaluators.room) {
        const reading = evaluators.evaluate(pending[given++]!.config)
        // A death is told to whoever waits for the oldest trial.
        reading.catch(() => undefined)
        inHand.push(reading)
      }
      const reading = await inHand.shift()!
      keeper.add(tuning.take(trial, reading))
      await keeper.keepIfDue()
      const leftS = ((performance.now() - startedMs) / 1000 / (done + 1)) * (pending.length - done - 1)
      progress.show(`Tuning · configuration ${size - pending.length + done + 1} of ${size} · ${Math.ceil(leftS)} s left`)
      host.signal.throwIfAborted()
    }
  } finally {
    progress.stop()
    await Promise.all([evaluators.close(), keeper.keep([])])
  }
}

/** Writes entries to the registry's file, in order. */
class Keeper {
  readonly #run: TuningRun
  #waiting: RegistryEntry[] = []
  #keptMs = performance.now()

  constructor(run: TuningRun) {
    this.#run = run
  }

  add(entries: readonly RegistryEntry[]): void {
    this.#waiting.push(...entries)
  }

  async keepIfDue(): Promise<void> {
    if (performance.now() - this.#keptMs >= KEEP_EVERY_MS) await this.keep([])
  }

  /** On disk when it resolves. */
  async keep(entries: readonly RegistryEntry[]): Promise<void> {
    this.add(entries)
    const writing = this.#waiting
    this.#waiting = []
    await keepEntries(this.#run.registry, writing, this.#run.command)
    this.#keptMs = performance.now()
  }
}
