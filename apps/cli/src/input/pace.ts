import type { Us } from '@of/core'
import type { TapeEntry } from '@of/tape'

/** Time as it passes for whoever watches. */
export interface PaceClock {
  readonly nowMs: () => number
  /** Resolves after so long, at once when the signal is aborted. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>
}

/** The clock of this process. */
export const processClock: PaceClock = {
  nowMs: () => performance.now(),
  wait: (ms, signal) =>
    new Promise((resolve) => {
      if (signal.aborted) return resolve()
      const done = (): void => {
        clearTimeout(timer)
        signal.removeEventListener('abort', done)
        resolve()
      }
      const timer = setTimeout(done, ms)
      signal.addEventListener('abort', done, { once: true })
    }),
}

/** How fast a recording goes by. */
export interface Pace {
  /** How many times faster than it was received. */
  readonly speed: number
  /** What was received before goes by at once. */
  readonly fromUs?: Us | undefined
  readonly signal: AbortSignal
  readonly clock?: PaceClock
}

// A timer cannot be trusted to less.
const SHORTEST_WAIT_MS = 2

/**
 * Entries of a recording, none handed on before its time: as far apart as they were received, divided by the speed. What is due together stays together.
 * A consumer that is too slow is not skipped for: it gets the rest late.
 */
export async function* paced(
  batches: AsyncIterable<readonly TapeEntry[]>,
  { speed, fromUs = -Infinity, signal, clock = processClock }: Pace,
): AsyncGenerator<readonly TapeEntry[], void, undefined> {
  let startUs: Us | undefined
  let startMs = 0
  for await (const entries of batches) {
    let from = 0
    for (const [at, entry] of entries.entries()) {
      if (entry.kind === 'header' || entry.receivedUs < fromUs) continue
      if (startUs === undefined) {
        startUs = entry.receivedUs
        startMs = clock.nowMs()
      }
      const aheadMs = (entry.receivedUs - startUs) / 1_000 / speed - (clock.nowMs() - startMs)
      if (aheadMs < SHORTEST_WAIT_MS) continue
      if (at > from) yield entries.slice(from, at)
      from = at
      await clock.wait(Math.max(0, startMs + (entry.receivedUs - startUs) / 1_000 / speed - clock.nowMs()), signal)
      signal.throwIfAborted()
    }
    if (from < entries.length) yield from === 0 ? entries : entries.slice(from)
  }
}
