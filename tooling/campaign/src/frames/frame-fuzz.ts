import { isDeepStrictEqual } from 'node:util'
import { type Frame, FrameReader, readFrame } from '@of/coinbase'
import { Random } from '@of/sim'
import { damaged } from './frame-damage.ts'
import { madeUpFrame } from './frame-maker.ts'

/** What to read. */
export interface FrameFuzzOptions {
  readonly seed: number
  /** The number of the first frame; each depends on the seed and its number alone. */
  readonly first: number
  readonly frames: number
}

/** What was found. */
export interface FrameFuzzResult {
  readonly frames: number
  /** Read without their text, and the same as by it. */
  readonly fast: number
  /** Refused, and read from their text. */
  readonly slow: number
  /** Numbers of the frames that were read to something else than their text. */
  readonly failing: readonly number[]
}

/** Of the frames, how many are left as they were made. */
const SOUND_SHARE = 0.25
const MOST_FAILURES = 10

/** Sound and damaged frames against the reader of bytes: it must refuse each, or agree with the reader of text. */
export class FrameFuzz {
  readonly failures: { readonly number: number; readonly bytes: Uint8Array }[] = []
  readonly #options: FrameFuzzOptions
  readonly #reader: Pick<FrameReader, 'read' | 'slow'>
  #done = 0
  #fast = 0

  /** The reader may be another than ours, to see that it would be caught. */
  constructor(options: FrameFuzzOptions, reader: Pick<FrameReader, 'read' | 'slow'> = new FrameReader()) {
    this.#options = options
    this.#reader = reader
  }

  /** Reads the next frames, up to so many; whether there are more. */
  advance(most: number): boolean {
    const { first, frames } = this.#options
    const end = Math.min(frames, this.#done + most)
    while (this.#done < end) {
      this.#read(first + this.#done)
      this.#done += 1
      if (this.failures.length === MOST_FAILURES) return false
    }
    return this.#done < frames
  }

  /** What was found so far. */
  get result(): FrameFuzzResult {
    const failing = this.failures.map(({ number }) => number)
    return { frames: this.#done, fast: this.#fast, slow: this.#done - this.#fast - failing.length, failing }
  }

  #read(number: number): void {
    const bytes = fuzzedFrame(this.#options.seed, number)
    const before = slowFrames(this.#reader)
    const frame = this.#reader.read(bytes)
    if (slowFrames(this.#reader) !== before || !FAST_KINDS.has(frame.kind)) return
    if (isDeepStrictEqual(told(frame), told(readFrame(Buffer.from(bytes).toString())))) this.#fast += 1
    else this.failures.push({ number, bytes })
  }
}

const FAST_KINDS: ReadonlySet<string> = new Set(['level2', 'trades', 'ticker', 'heartbeats'])

/** The frame of a seed under a number. */
export function fuzzedFrame(seed: number, number: number): Uint8Array {
  const random = new Random(seed, `frame ${number}`)
  let bytes: Uint8Array = Buffer.from(madeUpFrame(random))
  if (random.chance(SOUND_SHARE)) return bytes
  for (let times = 1 + random.below(3); times > 0; times--) bytes = damaged(bytes, random)
  return bytes
}

function slowFrames({ slow }: Pick<FrameReader, 'slow'>): number {
  let frames = 0
  for (const count of slow.values()) frames += count
  return frames
}

/** All that a frame says, the columns cut to their rows. */
function told(frame: Frame): unknown {
  if (frame.kind !== 'level2') return frame
  const events = frame.events.map(({ changes: { asks, prices, sizes, from, to }, ...event }) => ({
    ...event,
    columns: [asks, prices, sizes].map((column) => [...column.subarray(from, to)]),
  }))
  return { ...frame, events }
}
