import type { Input } from '../input/input.ts'
import type { Contestant, EndBook } from '../race/contestant.ts'

/** Somebody else's books, fed the frames as they came. */
export interface PeerBooks {
  /** Takes in a frame, and returns the sum of the best prices that it leaves. */
  readonly take: (frame: Buffer) => number
  readonly end: () => readonly EndBook[]
}

/** A contestant of somebody else's books, new ones for every run. */
export function peerContestant(name: string, { opening, frames }: Input, make: () => PeerBooks): Contestant {
  return {
    name,
    prepare() {
      const books = make()
      for (const arrival of opening) if (arrival.kind === 'frame') books.take(Buffer.from(arrival.frame))
      return {
        run() {
          let best = 0
          for (const frame of frames) best += books.take(frame)
          return best
        },
        books: () => books.end(),
      }
    },
  }
}
