import { openFeed } from '@of/coinbase'
import { MINUTE_US } from '@of/core'
import { Pipeline } from '@of/pipeline'
import { build as histogram } from 'hdr-histogram-js'
import { cpuSecondsOf, ownResources } from './resources.ts'
import { startVenueProcess } from './venue-process.ts'

/** How hard to press. */
export interface LoadOptions {
  readonly products: number
  readonly seconds: number
  readonly levels: number
  readonly signal: AbortSignal
}

/** What it cost. */
export interface LoadResult {
  readonly products: number
  readonly connections: number
  readonly seconds: number
  readonly framesPerSecond: number
  readonly bookFramesPerSecond: number
  readonly overruns: number
  readonly gaps: number
  /** Share of one core. */
  readonly cpu: number
  readonly venueCpu: number | null
  /** From a frame's receipt until every book, window and counter knew of it. */
  readonly frameToStateMs: { readonly p50: number; readonly p99: number; readonly max: number }
  /** From the receipt of the frame that makes a sample due until all features of all products were read. */
  readonly frameToFeaturesMs: { readonly p50: number; readonly p99: number; readonly max: number }
  readonly syncedBooks: number
  readonly heapMb: number
  readonly rssMb: number
}

const MAKER_UPDATES_PER_SECOND = 40
const WARM_UP_MS = 20_000
const nowUs = (): number => Math.round((performance.timeOrigin + performance.now()) * 1000)

/** Many products over several connections into one pipeline, all in this process; the venue has its own. */
export async function load({ products, seconds, levels, signal }: LoadOptions): Promise<LoadResult> {
  const venue = await startVenueProcess({ seed: 1, products, speed: 1, levels, makerUpdatesPerSecond: MAKER_UPDATES_PER_SECOND, faultsPerMinute: 0 })
  const names = Array.from({ length: products }, (_, index) => `P${String(index + 1).padStart(3, '0')}-USD`)
  const pipeline = new Pipeline({ sampleEveryUs: 1_000_000, decideEveryUs: MINUTE_US })
  const states = histogram({ highestTrackableValue: 60_000_000 })
  const features = histogram({ highestTrackableValue: 60_000_000 })
  const feed = openFeed({ products: names, url: venue.url, arrivals: true, signal })
  let frames = 0
  let bookFrames = 0
  let startMs: number | undefined
  let health = feed.health()
  let cpu = process.cpuUsage()
  let venueCpu = cpuSecondsOf(venue.process.pid)
  const openedMs = performance.now()
  try {
    for await (const batch of feed) {
      for (const event of batch) {
        if (event.kind !== 'arrival') continue
        const { arrival, frame } = event
        const due = pipeline.push(arrival, frame)
        if (arrival.kind !== 'frame' || startMs === undefined) continue
        frames += 1
        if (frame?.kind === 'level2') bookFrames += 1
        const tookUs = Math.max(0, nowUs() - arrival.receivedUs)
        if (due.length > 0) features.recordValue(tookUs)
        else states.recordValue(tookUs)
      }
      const now = performance.now()
      if (startMs === undefined && now > openedMs + WARM_UP_MS) {
        startMs = now
        cpu = process.cpuUsage()
        venueCpu = cpuSecondsOf(venue.process.pid)
      }
      if (startMs === undefined || now <= startMs + seconds * 1000) continue
      health = feed.health()
      break
    }
    const lasted = (performance.now() - (startMs ?? openedMs)) / 1000
    const used = process.cpuUsage(cpu)
    const venueUsed = cpuSecondsOf(venue.process.pid)
    const { heapMb, rssMb } = ownResources()
    return {
      products,
      connections: health.connections.length,
      seconds: lasted,
      framesPerSecond: frames / lasted,
      bookFramesPerSecond: bookFrames / lasted,
      overruns: health.overruns,
      gaps: health.connections.reduce((sum, { gaps }) => sum + gaps, 0),
      cpu: (used.user + used.system) / 1e6 / lasted,
      venueCpu: venueUsed === null || venueCpu === null ? null : (venueUsed - venueCpu) / lasted,
      frameToStateMs: quantiles(states),
      frameToFeaturesMs: quantiles(features),
      syncedBooks: health.products.filter(({ book }) => book === 'synced').length,
      heapMb,
      rssMb,
    }
  } finally {
    await feed.close()
    await venue.stop()
  }
}

function quantiles(values: ReturnType<typeof histogram>): LoadResult['frameToStateMs'] {
  const ms = (share: number): number => values.getValueAtPercentile(share) / 1000
  return { p50: ms(50), p99: ms(99), max: values.maxValue / 1000 }
}
