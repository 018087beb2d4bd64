import type { VenueEvent } from '@of/core'
import { MOST_EVENTS } from './text/read-lines.ts'

type Batches = AsyncGenerator<readonly VenueEvent[], void, undefined>

/** One of several recordings, as far as it has been read. */
class Head {
  readonly #batches: Batches
  #batch: readonly VenueEvent[] = []
  #at = 0

  constructor(batches: Batches) {
    this.#batches = batches
  }

  /** What comes next; `undefined` when more must be read first, or at the end. */
  get event(): VenueEvent | undefined {
    return this.#batch[this.#at]
  }

  step(): void {
    this.#at += 1
  }

  /** Reads on; false at the end. */
  async read(): Promise<boolean> {
    const { done, value } = await this.#batches.next()
    this.#batch = value ?? []
    this.#at = 0
    return done !== true
  }

  async close(): Promise<void> {
    await this.#batches.return()
  }
}

/**
 * The events of several recordings in one order, that of their receipt; of one moment, in the order of the recordings. What one of them throws comes behind
 * all that was received before.
 */
export async function* mergedByReceipt(readings: readonly Batches[]): AsyncGenerator<readonly VenueEvent[], void, undefined> {
  const heads = readings.map((batches) => new Head(batches))
  let open: readonly Head[] = heads
  let merged: VenueEvent[] = []
  try {
    while (open.length > 0) {
      const waiting = open.find(({ event }) => event === undefined)
      if (waiting !== undefined) {
        if (merged.length > 0) yield merged
        merged = []
        if (!(await waiting.read())) open = open.filter((head) => head !== waiting)
        continue
      }
      takeWhileKnown(open, merged)
      if (merged.length < MOST_EVENTS) continue
      yield merged
      merged = []
    }
    if (merged.length > 0) yield merged
  } finally {
    await Promise.all(heads.map((head) => head.close()))
  }
}

/** Moves events over until one of the recordings has no more at hand, or there are enough. */
function takeWhileKnown(heads: readonly Head[], merged: VenueEvent[]): void {
  for (;;) {
    let first: Head | undefined
    for (const head of heads) {
      if (head.event === undefined) return
      if (first?.event === undefined || head.event.receivedUs < first.event.receivedUs) first = head
    }
    if (first?.event === undefined || merged.length >= MOST_EVENTS) return
    merged.push(first.event)
    first.step()
  }
}
