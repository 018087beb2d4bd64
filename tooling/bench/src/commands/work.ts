import process from 'node:process'
import { frameContestants } from '../frame-contestants.ts'
import { inputOf } from '../input/input.ts'
import { MadeUpFeed } from '../input/made-up-feed.ts'
import { startCounting, stopCounting } from '../instructions/callgrind.ts'
import { UsageError } from '../usage.ts'

/** Update frames and trades of two products with books as deep as real ones. */
const FEED = { products: 2, levels: 17_000, rows: 6, frames: 2000, tradeEvery: 14 }

/** The name under which laps are only made ready, which is part of the work of every contestant. */
export const NOBODY = 'nobody'

/** Frames of one lap. */
export const LAP_FRAMES: number = FEED.frames

/**
 * Lets one contestant run so many laps that do not count and so many that do, and ends: what `instructions` counts, in a process of its own. Not for
 * people.
 */
export async function workCommand([name = '', warm = '', counted = '']: readonly string[]): Promise<number> {
  const feed = new MadeUpFeed(FEED)
  const contestants = frameContestants(inputOf('made up', feed.next(), feed.opening))
  const contestant = contestants.find((each) => each.name === name)
  if (contestant === undefined && name !== NOBODY) throw new UsageError(`work: expected the name of a contestant, received ${name}`)
  // All of them run over the same bytes, which the feed writes anew for each lap.
  const heat = contestant?.prepare()
  let sink = heat?.run() ?? 0
  const run = (laps: number): void => {
    for (let lap = 0; lap < laps; lap++) {
      feed.next()
      sink += heat?.run() ?? 0
    }
  }
  run(Number(warm))
  startCounting()
  run(Number(counted))
  stopCounting()
  process.stdout.write(`${sink}\n`)
  return 0
}
