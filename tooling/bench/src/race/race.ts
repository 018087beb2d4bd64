import { performance } from 'node:perf_hooks'
import process from 'node:process'
import { emptyNursery } from '../garbage.ts'
import type { Contestant, Heat } from './contestant.ts'

/** What a contestant took. */
export interface Timing {
  readonly name: string
  /** A run of each round, in milliseconds. */
  readonly ms: readonly number[]
  /** The last run of its warming up. */
  readonly done: Heat
}

/** How long to race. */
export interface RaceOptions {
  readonly rounds: number
  /** What is taken for time, in milliseconds. */
  readonly clock: () => number
  /** Is told before each round; while contestants warm up the round is `undefined`. */
  readonly onRound: (round: number | undefined) => void
  /** Once it is aborted no further run is started, and the race throws its reason. */
  readonly signal: AbortSignal
}

/** The time on the wall. */
export function wallMs(): number {
  return performance.now()
}

/** The time that processors have spent on this process, all of its threads together: what is left of a race where others keep the machine busy. */
export function processorMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** In a round a contestant runs until it has been timed for so long, … */
const ROUND_MS = 15
/** … but not more often than this. */
const MOST_LAPS = 8

/** Warming up ends when a contestant has been timed for so long, has run so often, or has taken so long with all that is not timed. */
const WARM = { timedMs: 600, laps: 24, wallMs: 4000 }

/**
 * Races contestants. Everyone runs in each round, the order turned by one each time, so that what else the machine does falls on all alike: times are to be
 * compared within a round.
 */
export async function race(contestants: readonly Contestant[], { rounds, clock, onRound, signal }: RaceOptions): Promise<Timing[]> {
  onRound(undefined)
  const runners = []
  for (const contestant of contestants) {
    runners.push({ ...warmUp(contestant, clock), contestant, ms: new Array<number>() })
    await pause(signal)
  }
  for (let round = 0; round < rounds; round++) {
    onRound(round)
    for (let place = 0; place < runners.length; place++) {
      const { contestant, laps, ms } = runners[(place + round) % runners.length]!
      let total = 0
      for (let lap = 0; lap < laps; lap++) total += timeMs(contestant.prepare(), clock)
      ms.push(total / laps)
      await pause(signal)
    }
  }
  return runners.map(({ contestant, ms, done }) => ({ name: contestant.name, ms, done }))
}

function warmUp({ prepare }: Contestant, clock: () => number): { readonly laps: number; readonly done: Heat } {
  const startedMs = wallMs()
  let timedMs = 0
  for (let lap = 1; ; lap++) {
    const done = prepare()
    const ms = timeMs(done, clock)
    timedMs += ms
    if (timedMs < WARM.timedMs && lap < WARM.laps && wallMs() - startedMs < WARM.wallMs) continue
    return { laps: Math.max(1, Math.min(MOST_LAPS, Math.ceil(ROUND_MS / ms))), done }
  }
}

function timeMs({ run }: Heat, clock: () => number): number {
  emptyNursery()
  const startedMs = clock()
  const sink = run()
  const ms = clock() - startedMs
  if (Number.isNaN(sink)) throw new RangeError('race: expected a run to return a number, received NaN')
  return ms
}

/** Signals are only heard between two runs. */
async function pause(signal: AbortSignal): Promise<void> {
  await new Promise((resolve) => void setImmediate(resolve))
  signal.throwIfAborted()
}
