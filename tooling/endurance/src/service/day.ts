import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import { MINUTE_US } from '@of/core'
import { createLogger, type MarketSource, type SourceBatch, startService } from '@of/service'
import { simulate } from '@of/sim'
import { ownResources } from '../resources.ts'
import { slope } from '../slope.ts'

/** How long a market is simulated, as fast as it goes. */
export interface DayOptions {
  readonly hours: number
  readonly signal: AbortSignal
  readonly onSample: (sample: DaySample) => void
}

/** A service at a moment of a simulated day. */
export interface DaySample {
  readonly simulatedMinutes: number
  readonly heapMb: number
  readonly rssMb: number
  readonly storeMb: number
}

/** What came of it. */
export interface DayResult extends DaySample {
  /** Growth of the heap in MB an hour of simulated time, over the second half. */
  readonly heapGrowthMbPerHour: number
  /** Simulated seconds a second. */
  readonly speed: number
}

const SAMPLES = 24
const BATCH = 400

/** A service with a store that follows a simulated market as fast as it can, and what it holds meanwhile. */
export async function simulatedDay({ hours, onSample, signal }: DayOptions): Promise<DayResult> {
  const dir = await mkdtemp(join(tmpdir(), 'of-day-'))
  const startUs = Date.now() * 1_000
  const samples: DaySample[] = []
  let nextUs = startUs + (hours * 60 * MINUTE_US) / SAMPLES
  const startMs = performance.now()
  const source = fastSource(startUs, hours * 60 * MINUTE_US, signal, (atUs) => {
    if (atUs < nextUs) return
    nextUs += (hours * 60 * MINUTE_US) / SAMPLES
    const { heapMb, rssMb } = ownResources()
    const sample = { simulatedMinutes: (atUs - startUs) / MINUTE_US, heapMb, rssMb, storeMb: service.state.storeHealth.bytes / 1e6 }
    samples.push(sample)
    onSample(sample)
  })
  const config = { source: 'sim', http: { port: 0 }, store: { dir } }
  const service = await startService(config, { source, logger: createLogger('error') })
  try {
    await service.sourceEnded
    const seconds = (performance.now() - startMs) / 1_000
    const later = samples.slice(samples.length >> 1)
    const last = samples.at(-1) ?? { simulatedMinutes: 0, heapMb: 0, rssMb: 0, storeMb: 0 }
    const heapGrowthMbPerHour = 60 * slope(later.map(({ heapMb, simulatedMinutes }) => [simulatedMinutes, heapMb]))
    return { ...last, heapGrowthMbPerHour, speed: (last.simulatedMinutes * 60) / seconds }
  } finally {
    await service.close()
    await rm(dir, { recursive: true, force: true })
  }
}

/** A simulated market without a clock: what would have arrived, batch by batch, as fast as it is taken. */
function fastSource(startUs: number, durationUs: number, signal: AbortSignal, onBatch: (atUs: number) => void): MarketSource {
  const run = async (take: (batch: SourceBatch) => void): Promise<void> => {
    let batch: SourceBatch['arrivals'][number][] = []
    for (const arrival of simulate({ seed: 9, startUs, durationUs })) {
      if (signal.aborted) return
      batch.push(arrival)
      if (batch.length < BATCH) continue
      take({ arrivals: batch, events: [] })
      onBatch(arrival.receivedUs)
      batch = []
      await turn()
    }
  }
  return {
    origin: () => ({ kind: 'sim', words: 'simulated market, seed 9, as fast as it goes', simulated: true }),
    health: () => undefined,
    nowUs: () => undefined,
    run,
    canFollow: false,
    follow: async () => await Promise.resolve(),
    unfollow: () => undefined,
    request: undefined,
    close: async () => await Promise.resolve(),
  }
}
