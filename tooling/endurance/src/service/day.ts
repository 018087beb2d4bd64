import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import { MINUTE_US, type Us } from '@of/core'
import { createLogger, type MarketSource, type RunningService, type SourceBatch, startService } from '@of/service'
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
  /** Heap and buffers after garbage was collected. */
  readonly heldMb: number
  /** How much of that is what a day of a market is remembered by, which fills for a day and is bounded by it: a copy of it takes as much. */
  readonly filledMb: number
  readonly rssMb: number
  readonly storeMb: number
}

/** What came of it. */
export interface DayResult extends DaySample {
  /** Growth of what is held besides, in MB an hour of simulated time, over the second half. */
  readonly growthMbPerHour: number
  /** Simulated seconds a second. */
  readonly speed: number
}

type Desk = RunningService['state']['desk']

const SAMPLES = 24
const BATCH = 400

/** A service with a store that follows a simulated market as fast as it can, and what it holds meanwhile. */
export async function simulatedDay({ hours, onSample, signal }: DayOptions): Promise<DayResult> {
  const dir = await mkdtemp(join(tmpdir(), 'of-day-'))
  const startUs = Date.now() * 1_000
  const samples: DaySample[] = []
  let nextUs = startUs + (hours * 60 * MINUTE_US) / SAMPLES
  const startMs = performance.now()
  let begin: ((service: RunningService) => void) | undefined
  const begun = new Promise<RunningService>((resolve) => (begin = resolve))
  const onBatch = (atUs: Us, { state }: RunningService): void => {
    if (atUs < nextUs) return
    nextUs += (hours * 60 * MINUTE_US) / SAMPLES
    const { rssMb } = ownResources()
    const simulatedMinutes = (atUs - startUs) / MINUTE_US
    const sample = { simulatedMinutes, ...heldBy(state.desk), rssMb, storeMb: state.storeHealth.bytes / 1e6 }
    samples.push(sample)
    onSample(sample)
  }
  const source = fastSource({ startUs, durationUs: hours * 60 * MINUTE_US, signal, begun, onBatch })
  const config = { source: 'sim', http: { port: 0 }, store: { dir } }
  const service = await startService(config, { source, logger: createLogger('error') })
  try {
    begin?.(service)
    await service.sourceEnded
    const seconds = (performance.now() - startMs) / 1_000
    const later = samples.slice(samples.length >> 1)
    const last = samples.at(-1) ?? { simulatedMinutes: 0, heldMb: 0, filledMb: 0, rssMb: 0, storeMb: 0 }
    const growthMbPerHour = 60 * slope(later.map(({ filledMb, heldMb, simulatedMinutes }) => [simulatedMinutes, heldMb - filledMb]))
    return { ...last, growthMbPerHour, speed: (last.simulatedMinutes * 60) / seconds }
  } finally {
    await service.close()
    await rm(dir, { recursive: true, force: true })
  }
}

/** What this process holds, and how much of it is the memory of a day: so much more is held while there is a copy of it. */
function heldBy(desk: Desk): Pick<DaySample, 'heldMb' | 'filledMb'> {
  const heldMb = collectedMb()
  const copy = structuredClone([desk.state, desk.products.map((product) => desk.market(product).decisions.all)])
  const filledMb = collectedMb() - heldMb
  // The copy is there until it has been measured.
  return copy.length > 0 ? { heldMb, filledMb } : { heldMb, filledMb: 0 }
}

function collectedMb(): number {
  globalThis.gc?.()
  const { arrayBuffers, heapUsed } = process.memoryUsage()
  return (heapUsed + arrayBuffers) / 1e6
}

interface FastMarket {
  readonly startUs: Us
  readonly durationUs: Us
  readonly signal: AbortSignal
  /** The service that follows it: nothing comes before that runs. */
  readonly begun: Promise<RunningService>
  readonly onBatch: (atUs: Us, service: RunningService) => void
}

/** A simulated market without a clock: what would have arrived, batch by batch, as fast as it is taken. */
function fastSource({ begun, durationUs, onBatch, signal, startUs }: FastMarket): MarketSource {
  const run = async (take: (batch: SourceBatch) => void): Promise<void> => {
    const service = await begun
    let batch: SourceBatch['arrivals'][number][] = []
    for (const arrival of simulate({ seed: 9, startUs, durationUs })) {
      if (signal.aborted) return
      batch.push(arrival)
      if (batch.length < BATCH) continue
      take({ arrivals: batch, events: [] })
      onBatch(arrival.receivedUs, service)
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
