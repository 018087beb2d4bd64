import { performance } from 'node:perf_hooks'
import { HOUR_US } from '@of/core'
import { Pipeline } from '@of/pipeline'
import type { FrameArrival } from '../input/input.ts'
import { MadeUpFeed, type MadeUpOptions } from '../input/made-up-feed.ts'
import { summarise } from '../race/statistics.ts'

/** A pipeline in which a feed's books stand. Decisions, which read every feature of every product, are measured apart. */
export function openedPipeline(feed: MadeUpFeed): Pipeline {
  const pipeline = new Pipeline({ decideEveryUs: 1000 * HOUR_US })
  for (const arrival of feed.opening) pipeline.push(arrival)
  return pipeline
}

/** Lets a pipeline take in some frames, and returns how long that took. */
export function pushAllMs(pipeline: Pipeline, arrivals: readonly FrameArrival[]): number {
  const startedMs = performance.now()
  for (const arrival of arrivals) pipeline.push(arrival)
  return performance.now() - startedMs
}

/** What a frame costs where there are so many products, levels and changes. */
export interface Cost {
  readonly options: MadeUpOptions
  /** Microseconds a frame in the whole pipeline, the median of the laps after the first ones, and half the distance of the quartiles over it. */
  readonly frameUs: number
  readonly spread: number
}

const LAPS = { warm: 4, timed: 15 }

/** Measures what a frame costs, for several feeds in turns, so that what else the machine does falls on all alike. */
export function costs(all: readonly MadeUpOptions[]): Cost[] {
  const runners = all.map((options) => {
    const feed = new MadeUpFeed(options)
    return { options, feed, pipeline: openedPipeline(feed), frameUs: new Array<number>() }
  })
  for (let lap = -LAPS.warm; lap < LAPS.timed; lap++) {
    for (const { options, feed, pipeline, frameUs } of runners) {
      const arrivals = feed.next()
      const ms = pushAllMs(pipeline, arrivals)
      if (lap >= 0) frameUs.push((1000 * ms) / options.frames)
    }
  }
  return runners.map(({ options, frameUs }) => {
    const { median, spread } = summarise(frameUs)
    return { options, frameUs: median, spread }
  })
}
