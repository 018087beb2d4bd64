import { type FeedEvent, type FeedHealth, openFeed } from '@of/coinbase'
import { MINUTE_US } from '@of/core'
import { Pipeline } from '@of/pipeline'
import { build as histogram } from 'hdr-histogram-js'
import { cpuSecondsOf, ownResources } from './resources.ts'
import { madeUpNames, startVenueProcess, type VenueProcess } from './venue-process.ts'

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
  const venue = await startVenueProcess({
    seed: 1,
    products,
    speed: 1,
    levels,
    makerUpdatesPerSecond: MAKER_UPDATES_PER_SECOND,
    faultsPerMinute: 0,
  })
  const feed = openFeed({ products: madeUpNames(products), url: venue.url, arrivals: true, signal })
  const meter = new LoadMeter(venue)
  const openedMs = performance.now()
  let health = feed.health()
  try {
    for await (const batch of feed) {
      for (const event of batch) {
        if (event.kind === 'arrival') meter.push(event)
        else if (event.kind === 'book') meter.countBook()
      }
      const runningMs = performance.now() - openedMs
      if (runningMs > WARM_UP_MS) meter.start()
      if (runningMs <= WARM_UP_MS + seconds * 1000) continue
      health = feed.health()
      break
    }
    return { products, ...meter.read(), ...healthOf(health) }
  } finally {
    await feed.close()
    await venue.stop()
  }
}

type ArrivalEvent = Extract<FeedEvent, { readonly kind: 'arrival' }>

/** A pipeline, and what it costs from a moment on. */
class LoadMeter {
  readonly #venue: VenueProcess
  readonly #pipeline = new Pipeline({ sampleEveryUs: 1_000_000, decideEveryUs: MINUTE_US, keepDecisions: 1 })
  readonly #states = histogram({ highestTrackableValue: 60_000_000 })
  readonly #features = histogram({ highestTrackableValue: 60_000_000 })
  #startMs: number | undefined
  #cpu = process.cpuUsage()
  #venueCpu: number | null = null
  #frames = 0
  #bookFrames = 0

  constructor(venue: VenueProcess) {
    this.#venue = venue
  }

  start(): void {
    if (this.#startMs !== undefined) return
    this.#startMs = performance.now()
    this.#cpu = process.cpuUsage()
    this.#venueCpu = cpuSecondsOf(this.#venue.process.pid)
  }

  countBook(): void {
    if (this.#startMs !== undefined) this.#bookFrames += 1
  }

  push({ arrival }: ArrivalEvent): void {
    const due = this.#pipeline.push(arrival)
    if (arrival.kind !== 'frame' || this.#startMs === undefined) return
    this.#frames += 1
    const tookUs = Math.max(0, nowUs() - arrival.receivedUs)
    if (due.length > 0) this.#features.recordValue(tookUs)
    else this.#states.recordValue(tookUs)
  }

  read(): Omit<LoadResult, 'products' | keyof ReturnType<typeof healthOf>> {
    const seconds = (performance.now() - (this.#startMs ?? performance.now())) / 1000
    const { user, system } = process.cpuUsage(this.#cpu)
    const venueCpu = cpuSecondsOf(this.#venue.process.pid)
    const { heapMb, rssMb } = ownResources()
    return {
      seconds,
      framesPerSecond: this.#frames / seconds,
      bookFramesPerSecond: this.#bookFrames / seconds,
      cpu: (user + system) / 1e6 / seconds,
      venueCpu: venueCpu === null || this.#venueCpu === null ? null : (venueCpu - this.#venueCpu) / seconds,
      frameToStateMs: quantiles(this.#states),
      frameToFeaturesMs: quantiles(this.#features),
      heapMb,
      rssMb,
    }
  }
}

function healthOf({ connections, products, overruns }: FeedHealth): Pick<LoadResult, 'connections' | 'overruns' | 'gaps' | 'syncedBooks'> {
  return {
    connections: connections.length,
    overruns,
    gaps: connections.reduce((sum, { gaps }) => sum + gaps, 0),
    syncedBooks: products.filter(({ book }) => book === 'synced').length,
  }
}

function quantiles(values: ReturnType<typeof histogram>): LoadResult['frameToStateMs'] {
  const ms = (share: number): number => values.getValueAtPercentile(share) / 1000
  return { p50: ms(50), p99: ms(99), max: values.maxValue / 1000 }
}
