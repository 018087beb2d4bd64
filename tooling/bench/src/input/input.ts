import type { Arrival } from '@of/coinbase'

/** A frame as a socket or a file hands it over, and when. */
export type FrameArrival = Extract<Arrival, { readonly kind: 'frame' }>

/** What contestants are timed on, the same for all of them. */
export interface Input {
  readonly name: string
  /** What is taken in before the clock runs: what was asked for, the connection that opens, books that are already there. */
  readonly opening: readonly Arrival[]
  readonly arrivals: readonly FrameArrival[]
  /** The bytes of every arrival, of which `JSON.parse(buffer.toString())` is the yardstick. */
  readonly frames: readonly Buffer[]
  /** How many bytes these are. */
  readonly bytes: number
}

/** An input of arrivals, all that is no frame being taken in before the clock runs. */
export function inputOf(name: string, all: readonly Arrival[], opening: readonly Arrival[] = []): Input {
  const arrivals = all.filter((arrival) => arrival.kind === 'frame')
  const frames = arrivals.map(({ frame }) => Buffer.from(frame.buffer, frame.byteOffset, frame.byteLength))
  return {
    name,
    opening: [...opening, ...all.filter(({ kind }) => kind !== 'frame')],
    arrivals,
    frames,
    bytes: frames.reduce((total, { length }) => total + length, 0),
  }
}
