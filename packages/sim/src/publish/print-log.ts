import type { Print } from '../market/print.ts'

/** How many prints are kept unless told otherwise. */
const usualMost = 131_072

const smallest = 256

/** The latest prints of a market, by id, in arrays that grow to a bound and are then written over: ids have no gaps. */
export class PrintLog {
  readonly #most: number
  #times: Float64Array = new Float64Array(smallest)
  #ticks: Float64Array = new Float64Array(smallest)
  #lots: Float64Array = new Float64Array(smallest)
  #buys: Uint8Array = new Uint8Array(smallest)
  #firstId = 0
  #count = 0

  /** `most` is a power of two, 256 at least. */
  constructor(most: number = usualMost) {
    if (!Number.isInteger(Math.log2(most)) || most < smallest) {
      throw new RangeError(`print log: expected a power of two from ${smallest} on, received ${most}`)
    }
    this.#most = most
  }

  /** The id of the oldest print that is kept, `undefined` while there is none. */
  get oldestId(): number | undefined {
    return this.#count === 0 ? undefined : this.#firstId + Math.max(0, this.#count - this.#times.length)
  }

  /** The id of the latest print, `undefined` while there is none. */
  get newestId(): number | undefined {
    return this.#count === 0 ? undefined : this.#firstId + this.#count - 1
  }

  /** Appends a print, whose id follows that of the one before. */
  push(print: Print): void {
    if (this.#count === 0) this.#firstId = print.id
    if (print.id !== this.#firstId + this.#count) {
      throw new RangeError(`print log: expected id ${this.#firstId + this.#count}, received ${print.id}`)
    }
    if (this.#count === this.#times.length && this.#count < this.#most) this.#grow()
    const slot = this.#slot(print.id)
    this.#times[slot] = print.timeUs
    this.#ticks[slot] = print.tick
    this.#lots[slot] = print.lots
    this.#buys[slot] = print.aggressor === 'buy' ? 1 : 0
    this.#count += 1
  }

  /** The prints from an id to another, both included, as far as they are kept, oldest first. */
  between(fromId: number, toId: number): Print[] {
    const { oldestId, newestId } = this
    const prints: Print[] = []
    if (oldestId === undefined || newestId === undefined) return prints
    for (let id = Math.max(fromId, oldestId); id <= Math.min(toId, newestId); id++) prints.push(this.#at(id))
    return prints
  }

  /** The latest prints, oldest first. */
  latest(count: number): Print[] {
    return this.newestId === undefined ? [] : this.between(this.newestId - count + 1, this.newestId)
  }

  /** All prints that are kept, oldest first. */
  all(): Print[] {
    return this.latest(this.#times.length)
  }

  #at(id: number): Print {
    const slot = this.#slot(id)
    return {
      id,
      timeUs: this.#times[slot] ?? 0,
      tick: this.#ticks[slot] ?? 0,
      lots: this.#lots[slot] ?? 0,
      aggressor: this.#buys[slot] === 1 ? 'buy' : 'sell',
    }
  }

  #slot(id: number): number {
    return (id - this.#firstId) % this.#times.length
  }

  #grow(): void {
    const length = 2 * this.#times.length
    this.#times = copied(this.#times, new Float64Array(length))
    this.#ticks = copied(this.#ticks, new Float64Array(length))
    this.#lots = copied(this.#lots, new Float64Array(length))
    this.#buys = copied(this.#buys, new Uint8Array(length))
  }
}

function copied<T extends Float64Array | Uint8Array>(from: T, to: T): T {
  to.set(from)
  return to
}
