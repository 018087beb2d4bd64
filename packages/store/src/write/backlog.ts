import type { HistoryRecord } from '../history-store.ts'
import { weightOf } from './rows.ts'

interface Waiting {
  readonly record: HistoryRecord
  readonly sinceMs: number
}

/** Records that wait to be written, oldest first, and weigh no more than they may. */
export class Backlog {
  readonly #maxWeight: number
  #waiting: Waiting[] = []
  #weight = 0
  #lost = 0

  constructor(maxWeight: number) {
    this.#maxWeight = maxWeight
  }

  get size(): number {
    return this.#waiting.length
  }

  /** What waits, in trades. */
  get weight(): number {
    return this.#weight
  }

  /** Records for which there was no room. */
  get lost(): number {
    return this.#lost
  }

  /** Since when the oldest waits; `undefined` where nothing does. */
  get sinceMs(): number | undefined {
    return this.#waiting[0]?.sinceMs
  }

  /** Takes a record, unless there is no room for it. What waits stays, so that what is lost is one span and not many. */
  push(record: HistoryRecord, nowMs: number): void {
    const weight = weightOf(record)
    if (this.#weight + weight > this.#maxWeight) {
      this.#lost += 1
      return
    }
    this.#weight += weight
    this.#waiting.push({ record, sinceMs: nowMs })
  }

  /** The oldest records, of such a weight or a little more: they stay until they are let go. */
  oldest(weight: number): readonly HistoryRecord[] {
    const taken: HistoryRecord[] = []
    let count = 0
    for (const { record } of this.#waiting) {
      if (count >= weight) break
      count += weightOf(record)
      taken.push(record)
    }
    return taken
  }

  /** Lets the oldest go: they are on disk. */
  release(count: number): void {
    for (const { record } of this.#waiting.slice(0, count)) this.#weight -= weightOf(record)
    this.#waiting = this.#waiting.slice(count)
  }
}
