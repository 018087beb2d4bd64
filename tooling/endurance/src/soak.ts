import { openFeed } from '@of/coinbase'
import { Pipeline } from '@of/pipeline'
import { ownResources, type Resources } from './resources.ts'
import { startVenueProcess } from './venue-process.ts'

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

/** What came of it: whether anything grew. */
export interface SoakResult {
  readonly simulatedHours: number
  readonly reconnects: number
  readonly gaps: number
  readonly resyncs: number
  readonly overruns: number
  /** Growth of the heap in MB an hour of simulated time, over the second half. */
  readonly heapGrowthMbPerHour: number
  readonly heapMb: number
  readonly filesBefore: number | null
  readonly filesAfter: number | null
  readonly activeBefore: number
  readonly activeAfter: number
  /** The samples at equal distances. */
  readonly samples: readonly SoakSample[]
}

const PRODUCTS = 3
const SAMPLES = 60

/** A feed and a pipeline for hours of simulated time, faults all the way; everything they held must be given back. */
export async function soak({ simulatedHours, speed, faultsPerMinute, signal, onSample }: SoakOptions): Promise<SoakResult> {
  const before = ownResources()
  const venue = await startVenueProcess({ seed: 7, products: PRODUCTS, speed, levels: 200, makerUpdatesPerSecond: 6, faultsPerMinute })
  const names = Array.from({ length: PRODUCTS }, (_, index) => `P${String(index + 1).padStart(3, '0')}-USD`)
  const pipeline = new Pipeline({ sampleEveryUs: 60_000_000 })
  const feed = openFeed({ products: names, url: venue.url, arrivals: true, history: 'day', signal })
  const samples: SoakSample[] = []
  const startMs = performance.now()
  const everyMs = (simulatedHours * 3_600_000) / speed / SAMPLES
  let nextMs = startMs + everyMs
  try {
    for await (const batch of feed) {
      for (const event of batch) if (event.kind === 'arrival') pipeline.push(event.arrival, event.frame)
      const now = performance.now()
      if (now < nextMs) continue
      nextMs += everyMs
      const sample = { ...ownResources(), simulatedMinutes: ((now - startMs) * speed) / 60_000, ...troubles(feed.health()) }
      samples.push(sample)
      onSample(sample)
      if (samples.length >= SAMPLES) break
    }
  } finally {
    await feed.close()
    await venue.stop()
  }
  // What was closed a moment ago is still being put away.
  await new Promise((resolve) => void setTimeout(resolve, 3000))
  const after = ownResources()
  const last = samples.at(-1)
  return {
    simulatedHours: (last?.simulatedMinutes ?? 0) / 60,
    reconnects: last?.reconnects ?? 0,
    gaps: last?.gaps ?? 0,
    resyncs: last?.resyncs ?? 0,
    overruns: last?.overruns ?? 0,
    heapGrowthMbPerHour: 60 * slope(samples.slice(samples.length >> 1).map(({ simulatedMinutes, heapMb }) => [simulatedMinutes, heapMb])),
    heapMb: last?.heapMb ?? after.heapMb,
    filesBefore: before.files,
    filesAfter: after.files,
    activeBefore: before.active,
    activeAfter: after.active,
    samples,
  }
}

type Health = ReturnType<ReturnType<typeof openFeed>['health']>

function troubles({ connections, products, overruns }: Health): Pick<SoakSample, 'reconnects' | 'gaps' | 'resyncs' | 'overruns'> {
  return {
    reconnects: connections.reduce((sum, { reconnects }) => sum + reconnects, 0),
    gaps: connections.reduce((sum, { gaps }) => sum + gaps, 0),
    resyncs: products.reduce((sum, { resyncs }) => sum + resyncs, 0),
    overruns,
  }
}

/** Least squares; 0 for fewer than two points. */
function slope(points: readonly (readonly [x: number, y: number])[]): number {
  const meanX = points.reduce((sum, [x]) => sum + x, 0) / points.length
  const meanY = points.reduce((sum, [, y]) => sum + y, 0) / points.length
  const xx = points.reduce((sum, [x]) => sum + (x - meanX) * (x - meanX), 0)
  const xy = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0)
  return xx > 0 ? xy / xx : 0
}
