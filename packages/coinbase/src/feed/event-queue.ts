import type { IdRange } from '../sync/id-ranges.ts'
import { eventBytes } from './event-size.ts'
import type { FeedEvent } from './feed-event.ts'

interface Batch {
  readonly events: readonly FeedEvent[]
  readonly bytes: number
}

/** What was thrown away because nobody took it. */
export interface Overrun {
  readonly batches: number
  readonly bytes: number
  /** Ids of the trades among it, ascending, by product. */
  readonly trades: ReadonlyMap<string, readonly IdRange[]>
}

/**
 * What waits for the consumer: bounded, and once it is overrun empty until the consumer comes back. A batch that alone is beyond the bound may
 * wait alone: thrown away, it would only come again.
 */
export class EventQueue {
  readonly #mostBytes: number
  #waiting: Batch[] = []
  /** The next batch to be taken. */
  #head = 0
  #bytes = 0
  #overrun: { batches: number; bytes: number; readonly trades: Map<string, IdRange[]> } | undefined

  constructor(mostBytes: number) {
    this.#mostBytes = mostBytes
  }

  /** How many batches wait. */
  get batches(): number {
    return this.#waiting.length - this.#head
  }

  /** About how much memory they take. */
  get bytes(): number {
    return this.#bytes
  }

  /** Whether something was thrown away that the consumer has not heard of. */
  get isOverrun(): boolean {
    return this.#overrun !== undefined
  }

  /** Lets a batch wait. When there is no room, it and everything that waits is thrown away, and so is what comes until that is taken note of. */
  push(events: readonly FeedEvent[]): void {
    const batch = { events, bytes: events.reduce((sum, event) => sum + eventBytes(event), 0) }
    if (this.#overrun === undefined && (this.batches === 0 || this.#bytes + batch.bytes <= this.#mostBytes)) {
      this.#waiting.push(batch)
      this.#bytes += batch.bytes
      return
    }
    this.#overrun ??= { batches: 0, bytes: 0, trades: new Map() }
    for (const lost of this.#waiting.slice(this.#head)) throwAway(this.#overrun, lost)
    throwAway(this.#overrun, batch)
    this.clear()
  }

  /** What was thrown away since the consumer last heard of it; from now on batches wait again. */
  takeOverrun(): Overrun | undefined {
    const overrun = this.#overrun
    this.#overrun = undefined
    return overrun
  }

  /** The batch that has waited longest. */
  take(): readonly FeedEvent[] | undefined {
    const batch = this.#waiting[this.#head]
    if (batch === undefined) return undefined
    this.#head += 1
    this.#bytes -= batch.bytes
    if (this.#head === this.#waiting.length || this.#head > 1_000) {
      this.#waiting.splice(0, this.#head)
      this.#head = 0
    }
    return batch.events
  }

  /** Nothing waits any more. */
  clear(): void {
    this.#waiting = []
    this.#head = 0
    this.#bytes = 0
  }
}

function throwAway(overrun: { batches: number; bytes: number; readonly trades: Map<string, IdRange[]> }, { events, bytes }: Batch): void {
  overrun.batches += 1
  overrun.bytes += bytes
  for (const event of events) {
    if (event.kind !== 'trades') continue
    let ranges = overrun.trades.get(event.product)
    if (ranges === undefined) overrun.trades.set(event.product, (ranges = []))
    for (const { id } of event.trades) addId(ranges, id)
  }
}

/** Ids come nearly in order: those that fill a gap are few. */
function addId(ranges: IdRange[], id: number): void {
  const last = ranges.at(-1)
  if (last === undefined || id > last.to + 1) ranges.push({ from: id, to: id })
  else if (id === last.to + 1) last.to = id
  else ranges.splice(ranges.findIndex(({ from }) => from > id) >>> 0, 0, { from: id, to: id })
}
