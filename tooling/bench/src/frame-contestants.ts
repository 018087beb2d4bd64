import { onFrame, openedConnection, readFrame } from '@of/coinbase'
import { OrderBook } from '@of/core'
import { Pipeline } from '@of/pipeline'
import type { Input } from './input.ts'
import type { Contestant } from './race.ts'

/** What it costs to go from frames to values, beside the yardstick: JSON.parse alone on the same bytes. */
export function frameContestants({ frames, bytes }: Input): Contestant[] {
  const contestant = (name: string, run: () => number): Contestant => ({ name, work: bytes / 1e6, unit: 'MB/s', run })
  return [
    contestant('json-parse', () => {
      let seen = 0
      for (const frame of frames) if (JSON.parse(frame.toString()) !== null) seen += 1
      return seen
    }),
    contestant('decode', () => {
      let seen = 0
      for (const frame of frames) if (readFrame(frame.toString()).kind === 'level2') seen += 1
      return seen
    }),
    contestant('decode+book', () => {
      const sync = openedConnection()
      const books = new Map<string, OrderBook>()
      for (const frame of frames) {
        for (const command of onFrame(sync, readFrame(frame.toString())).commands) {
          if (command.do !== 'replace-book' && command.do !== 'change-book') continue
          const { product, changes } = command.event
          let book = books.get(product)
          if (book === undefined) books.set(product, (book = new OrderBook()))
          if (command.do === 'replace-book') book.replace(changes)
          else book.apply(changes)
        }
      }
      let levels = 0
      for (const { bids, asks } of books.values()) levels += bids.depth + asks.depth
      return levels
    }),
    contestant('decode+book+metrics', () => {
      const pipeline = new Pipeline()
      for (const frame of frames)
        pipeline.push({ kind: 'frame', connection: 'bench', receivedUs: Number.MAX_SAFE_INTEGER, frame: frame.toString() })
      return pipeline.nowUs
    }),
  ]
}
