import { type FeedHealth, openFeed } from '@of/coinbase'
import { Pipeline } from '@of/pipeline'
import { ownResources, type Resources } from './resources.ts'
import { slope } from './slope.ts'
import { madeUpNames, startVenueProcess } from './venue-process.ts'

/** How long to live through faults, at what pace. */
export interface SoakOptions {
  readonly simulatedHours: number
  readonly speed: number
  readonly faultsPerMinute: number
  readonly signal: AbortSignal
  readonly onSample: (sample: SoakSample) => void
}

/** The client and the pipeline at a moment. */
export interface SoakSample extends Resources {
  readonly simulatedMinutes: number
  readonly reconnects: number
  readonly gaps: number
  readonly resyncs: number
  readonly overruns: number
}

/** What came of it: the last sample, and whether anything grew. */
export interface SoakResult extends Omit<SoakSample, 'simulatedMinutes'> {
  readonly simulatedHours: number
  /** Growth of the heap in MB an hour of simulated time, over the second half. */
  readonly heapGrowthMbPerHour: number
  readonly filesBefore: number | null
  readonly filesAfter: number | null
  readonly activeBefore: number
  readonly activeAfter: number
}

const PRODUCTS = 3
const SAMPLES = 60
const PUT_AWAY_MS = 3000

/** A feed and a pipeline for hours of simulated time, faults all the way; everything they held must be given back. */
export async function soak(options: SoakOptions): Promise<SoakResult> {
  const { speed, faultsPerMinute } = options
  const venue = await startVenueProcess({ seed: 7, products: PRODUCTS, speed, levels: 200, makerUpdatesPerSecond: 6, faultsPerMinute })
  const before = ownResources()
  const samples = await lived(options, venue.url).finally(() => venue.stop())
  // What was closed a moment ago is still being put away.
  await new Promise((resolve) => void setTimeout(resolve, PUT_AWAY_MS))
  const after = ownResources()
  const { simulatedMinutes, ...last } = samples.at(-1) ?? { simulatedMinutes: 0, reconnects: 0, gaps: 0, resyncs: 0, overruns: 0, ...after }
  const later = samples.slice(samples.length >> 1)
  return {
    ...last,
    simulatedHours: simulatedMinutes / 60,
    heapGrowthMbPerHour: 60 * slope(later.map((sample) => [sample.simulatedMinutes, sample.heapMb])),
    filesBefore: before.files,
    filesAfter: after.files,
    activeBefore: before.active,
    activeAfter: after.active,
  }
}

/** Samples at equal distances. */
async function lived({ simulatedHours, speed, signal, onSample }: SoakOptions, url: string): Promise<readonly SoakSample[]> {
  const pipeline = new Pipeline({ sampleEveryUs: 60_000_000, keepDecisions: 1 })
  const feed = openFeed({ products: madeUpNames(PRODUCTS), url, arrivals: true, history: 'day', signal })
  const samples: SoakSample[] = []
  const startMs = performance.now()
  const everyMs = (simulatedHours * 3_600_000) / speed / SAMPLES
  try {
    for await (const batch of feed) {
      for (const event of batch) if (event.kind === 'arrival') pipeline.push(event.arrival)
      const runningMs = performance.now() - startMs
      if (runningMs < (samples.length + 1) * everyMs) continue
      const sample = { ...ownResources(), simulatedMinutes: (runningMs * speed) / 60_000, ...troubles(feed.health()) }
      samples.push(sample)
      onSample(sample)
      if (samples.length >= SAMPLES) break
    }
  } finally {
    await feed.close()
  }
  return samples
}

function troubles({ connections, products, overruns }: FeedHealth): Pick<SoakSample, 'reconnects' | 'gaps' | 'resyncs' | 'overruns'> {
  return {
    reconnects: connections.reduce((sum, { reconnects }) => sum + reconnects, 0),
    gaps: connections.reduce((sum, { gaps }) => sum + gaps, 0),
    resyncs: products.reduce((sum, { resyncs }) => sum + resyncs, 0),
    overruns,
  }
}
