import { FrameReader } from '@of/coinbase'
import { Pipeline } from '@of/pipeline'
import { PlainBooks } from './contestants/plain-books.ts'
import { ReaderBooks } from './contestants/reader-books.ts'
import type { Input } from './input/input.ts'
import type { Contestant, EndBook } from './race/contestant.ts'

/**
 * The yardstick, JSON.parse alone on the same bytes, and ours: from frames to level changes, to verified books, to every metric. A later release is raced
 * against this one through this function.
 */
export function frameContestants(input: Input): Contestant[] {
  return [jsonParse(input), decode(input), decodeAndBook(input), everything(input)]
}

/** `JSON.parse(buffer.toString())` of every frame, and nothing done with it. */
function jsonParse({ frames }: Input): Contestant {
  return {
    name: 'json-parse',
    prepare: () => ({
      run() {
        let seen = 0
        for (const frame of frames) if (JSON.parse(frame.toString()) !== null) seen += 1
        return seen
      },
    }),
  }
}

/** Every frame read. */
function decode({ arrivals }: Input): Contestant {
  return {
    name: 'decode',
    prepare() {
      const reader = new FrameReader()
      return {
        run() {
          let rows = 0
          for (const { frame } of arrivals) {
            const read = reader.read(frame)
            if (read.kind === 'level2') for (const { changes } of read.events) rows += changes.to - changes.from
          }
          return rows
        },
        note: () => slowFrames(reader),
      }
    },
  }
}

/** Every frame read, sequence numbers verified, books kept, and their best prices looked at after each frame of theirs. */
function decodeAndBook({ opening, arrivals }: Input): Contestant {
  return {
    name: 'decode+book',
    prepare() {
      const reader = new FrameReader()
      const books = new ReaderBooks()
      for (const arrival of opening) if (arrival.kind === 'frame') books.take(reader.read(arrival.frame))
      return {
        run() {
          let best = 0
          for (const { frame } of arrivals) best += books.take(reader.read(frame))
          return best
        },
        books: () => books.end(),
        note: () => slowFrames(reader),
      }
    },
  }
}

/** The whole pipeline: every incremental metric of every product, ready to be read at any moment. */
function everything({ opening, arrivals }: Input): Contestant {
  return {
    name: 'decode+book+metrics',
    prepare() {
      const pipeline = new Pipeline()
      for (const arrival of opening) pipeline.push(arrival)
      return {
        run() {
          let told = 0
          for (const arrival of arrivals) told += pipeline.push(arrival).length
          return told
        },
        books: () => pipeline.products.flatMap((product) => endBook(pipeline, product) ?? []),
      }
    },
  }
}

function endBook(pipeline: Pipeline, product: string): EndBook | undefined {
  const { bestBid, bestAsk, bidLevels, askLevels } = pipeline.report(product, { simulated: true })!.book
  if (bestBid === null || bestAsk === null || bidLevels === null || askLevels === null) return undefined
  return { product, bestBid, bestAsk, levels: bidLevels + askLevels }
}

function slowFrames(reader: FrameReader): string | undefined {
  const slow = [...reader.slow].filter(([, count]) => count > 0)
  return slow.length === 0 ? undefined : `read the slow way: ${slow.map(([channel, count]) => `${count} of ${channel}`).join(', ')}`
}

/** The books that every contestant must arrive at, made without any of what is timed. */
export function trueBooks({ opening, frames }: Input): EndBook[] {
  const books = new PlainBooks()
  for (const arrival of opening) if (arrival.kind === 'frame') books.take(JSON.parse(Buffer.from(arrival.frame).toString()))
  for (const frame of frames) books.take(JSON.parse(frame.toString()))
  return books.end()
}
