import { performance } from 'node:perf_hooks'
import { MadeUpFeed } from '../input/made-up-feed.ts'
import { summarise, type Summary } from '../race/statistics.ts'
import { openedPipeline } from './costs.ts'

/** How long a snapshot of so many levels takes, and so holds up every frame behind it, in milliseconds; and what JSON.parse alone takes for it. */
export function snapshotMs(levels: number, rounds: number): { readonly pipeline: Summary; readonly jsonParse: Summary } {
  const feed = new MadeUpFeed({ products: 1, levels: levels / 2, rows: 6, frames: 1 })
  const { frame } = feed.opening[0]!
  const bytes = Buffer.from(frame.buffer, frame.byteOffset, frame.byteLength)
  const pipeline: number[] = []
  const jsonParse: number[] = []
  for (let round = -3; round < rounds; round++) {
    const startedMs = performance.now()
    openedPipeline(feed)
    const openedMs = performance.now()
    JSON.parse(bytes.toString())
    const parsedMs = performance.now()
    if (round < 0) continue
    pipeline.push(openedMs - startedMs)
    jsonParse.push(parsedMs - openedMs)
  }
  return { pipeline: summarise(pipeline), jsonParse: summarise(jsonParse) }
}
