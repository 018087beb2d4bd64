import { constants, type PerformanceEntry, PerformanceObserver } from 'node:perf_hooks'
import process from 'node:process'
import { collectGarbage } from '../garbage.ts'
import { MadeUpFeed } from '../input/made-up-feed.ts'
import { quantile } from '../race/statistics.ts'
import { openedPipeline, pushAllMs } from './costs.ts'

/** What a pipeline in steady state leaves to the collector. */
export interface Garbage {
  readonly frames: number
  /** Changes of levels and trades in them. */
  readonly events: number
  /** Collections of young garbage, and of any other. */
  readonly minor: number
  readonly major: number
  /** The median of the laps in which nothing was collected. */
  readonly bytesPerFrame: number
}

const ROWS = 6
const LAP = 5000
const WARM_LAPS = 8

/** Counts collections over at least so many events, after warming up, and what a frame allocates. */
export async function garbageOver(events: number): Promise<Garbage> {
  const feed = new MadeUpFeed({ products: 2, levels: 10_000, rows: ROWS, frames: LAP, tradeEvery: 10 })
  const pipeline = openedPipeline(feed)
  for (let lap = 0; lap < WARM_LAPS; lap++) pushAllMs(pipeline, feed.next())
  collectGarbage()
  const seen = { minor: 0, major: 0 }
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) seen[isMinor(entry) ? 'minor' : 'major'] += 1
  })
  // The observer is told in a later turn of the loop: what has happened by now is not to be counted.
  await turn()
  observer.observe({ entryTypes: ['gc'] })
  const eventsALap = LAP * (0.9 * ROWS + 0.1)
  const laps = Math.ceil(events / eventsALap)
  const allocated: number[] = []
  for (let lap = 0; lap < laps; lap++) {
    const arrivals = feed.next()
    const { heapUsed } = process.memoryUsage()
    const before = seen.minor + seen.major
    pushAllMs(pipeline, arrivals)
    const bytes = process.memoryUsage().heapUsed - heapUsed
    await turn()
    if (seen.minor + seen.major === before) allocated.push(bytes / LAP)
  }
  observer.disconnect()
  allocated.sort((a, b) => a - b)
  return { frames: laps * LAP, events: Math.round(laps * eventsALap), ...seen, bytesPerFrame: quantile(allocated, 0.5) }
}

function isMinor(entry: PerformanceEntry & { readonly detail?: unknown }): boolean {
  const { detail } = entry
  return typeof detail === 'object' && detail !== null && 'kind' in detail && detail.kind === constants.NODE_PERFORMANCE_GC_MINOR
}

async function turn(): Promise<void> {
  await new Promise((resolve) => void setTimeout(resolve, 1))
}
