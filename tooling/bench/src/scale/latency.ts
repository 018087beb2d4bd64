import { performance } from 'node:perf_hooks'
import { MadeUpFeed } from '../input/made-up-feed.ts'
import { quantile } from '../race/statistics.ts'
import { openedPipeline } from './costs.ts'

/** How frames come in bursts. */
export interface BurstModel {
  readonly products: number
  /** Every so often a frame of each product comes, all at once. */
  readonly everyMs: number
  /** Once a second each product brings so many at once instead. */
  readonly burst: number
}

/** How long frames wait and take, in microseconds, from their arrival until they are in every metric. */
export interface Latency {
  readonly p50: number
  readonly p99: number
  readonly p999: number
  readonly max: number
}

/**
 * Latency under bursts: what each frame costs is measured, when it arrives is a model, and it waits for those before it. Nothing sleeps, so that what the
 * operating system adds is not in it.
 */
export function latencyUnder({ products, everyMs, burst }: BurstModel, seconds: number): Latency {
  const ticks = Math.round(1000 / everyMs)
  const framesASecond = products * (ticks - 1 + burst)
  const feed = new MadeUpFeed({ products, levels: 1000, rows: 6, frames: framesASecond, tradeEvery: 11 })
  const pipeline = openedPipeline(feed)
  const waits = new Float64Array(framesASecond * seconds)
  let freeAtUs = 0
  let frame = 0
  for (let second = -2; second < seconds; second++) {
    const arrivals = feed.next()
    let next = 0
    for (let tick = 0; tick < ticks; tick++) {
      const arrivesUs = second * 1_000_000 + tick * everyMs * 1000
      const count = tick === 0 ? products * burst : products
      for (let left = count; left > 0; left--) {
        const startedMs = performance.now()
        pipeline.push(arrivals[next++]!)
        freeAtUs = Math.max(freeAtUs, arrivesUs) + 1000 * (performance.now() - startedMs)
        if (second >= 0) waits[frame++] = freeAtUs - arrivesUs
      }
    }
  }
  const sorted = waits.sort()
  return { p50: quantile(sorted, 0.5), p99: quantile(sorted, 0.99), p999: quantile(sorted, 0.999), max: quantile(sorted, 1) }
}
