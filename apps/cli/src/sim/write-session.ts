import type { Us } from '@of/core'
import { type ProductSpec, simulate, type SimulatedArrival } from '@of/sim'
import { type Manifest, openRecorder } from '@of/tape'
import type { Host } from '../host.ts'
import { version } from '../version.ts'

/** A session to be written as a recording. */
export interface SessionPlan {
  readonly directory: string
  readonly seed: number
  readonly startUs: Us
  readonly durationUs: Us
  readonly products: readonly ProductSpec[]
}

const BATCH = 500

/**
 * Writes what a client of a simulated venue would receive, as fast as it can be made; the same plan gives the same frames. An interruption closes the
 * recording as far as it is, then throws what the host's signal was aborted with. Throws a `TapeError` when it cannot be written.
 */
export async function writeSession({ directory, durationUs, products, seed, startUs }: SessionPlan, host: Host): Promise<Manifest> {
  const header = { source: 'coinbase', simulated: true, session: `sim-${seed}`, note: `made by @of/sim, seed ${seed}: not a market` }
  const arrivals = simulate({ seed, startUs, durationUs, products })
  const recorder = await openRecorder({ directory, header, code: { name: '@of/cli', version: version() } })
  const progress = await host.startProgress('SIMULATED · writing')
  const startedMs = performance.now()
  try {
    for (let batch = taken(arrivals); batch.length > 0 && !host.signal.aborted; batch = taken(arrivals)) {
      await recorder.write(batch)
      const done = (batch.at(-1)!.receivedUs - startUs) / durationUs
      const passedS = (performance.now() - startedMs) / 1000
      progress.show(`SIMULATED · writing · ${Math.floor(100 * done)} % · ${Math.ceil((passedS / done) * (1 - done))} s left`)
      // The recorder resolves at once while there is room: an interruption is heard between two batches.
      await new Promise((resolve) => void setImmediate(resolve))
    }
  } finally {
    progress.stop()
  }
  const manifest = await recorder.close()
  host.signal.throwIfAborted()
  return manifest
}

function taken(arrivals: Iterator<SimulatedArrival>): SimulatedArrival[] {
  const batch: SimulatedArrival[] = []
  while (batch.length < BATCH) {
    const next = arrivals.next()
    if (next.done === true) break
    batch.push(next.value)
  }
  return batch
}
