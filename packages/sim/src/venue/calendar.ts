import type { Us } from '@of/core'

class Entry {
  readonly dueUs: Us
  readonly order: number
  readonly run: (nowUs: Us) => void

  constructor(dueUs: Us, order: number, run: (nowUs: Us) => void) {
    this.dueUs = dueUs
    this.order = order
    this.run = run
  }

  isBefore(other: Entry): boolean {
    return this.dueUs < other.dueUs || (this.dueUs === other.dueUs && this.order < other.order)
  }
}

/** A clock, and what is to happen by it, in a binary heap: the earliest first, of the same time what was entered first. */
export class Calendar {
  readonly #heap: Entry[] = []
  #entered = 0
  #nowUs: Us
  #isAdvancing = false

  constructor(nowUs: Us) {
    this.#nowUs = nowUs
  }

  /** The time; of what happens, while it happens. */
  get nowUs(): Us {
    return this.#nowUs
  }

  /** When something is due next, `Infinity` when nothing is. */
  get nextUs(): Us {
    return this.#first()?.dueUs ?? Infinity
  }

  /** Lets something happen at a time. */
  at(dueUs: Us, run: (nowUs: Us) => void): void {
    this.#heap.push(new Entry(dueUs, this.#entered, run))
    this.#entered += 1
    this.#rise(this.#heap.length - 1)
  }

  /** Lets everything happen up to a time, that time included. Throws RangeError for a time that is over, and from within what happens. */
  advance(toUs: Us): void {
    if (!(toUs >= this.#nowUs)) throw new RangeError(`calendar: expected a time from ${this.#nowUs} on, received ${toUs}`)
    if (this.#isAdvancing) throw new RangeError('calendar: expected to be advanced by one caller, received a call from within')
    this.#isAdvancing = true
    try {
      for (let entry = this.#first(); entry !== undefined && entry.dueUs <= toUs; entry = this.#first()) {
        this.#removeFirst()
        this.#nowUs = Math.max(this.#nowUs, entry.dueUs)
        entry.run(this.#nowUs)
      }
      this.#nowUs = toUs
    } finally {
      this.#isAdvancing = false
    }
  }

  #first(): Entry | undefined {
    return this.#heap[0]
  }

  #removeFirst(): void {
    const last = this.#heap.pop()
    if (last === undefined || this.#heap.length === 0) return
    this.#heap[0] = last
    this.#sink(0)
  }

  #rise(from: number): void {
    for (let place = from; place > 0;) {
      const parent = (place - 1) >>> 1
      if (!this.#isOutOfOrder(parent, place)) return
      this.#swap(parent, place)
      place = parent
    }
  }

  #sink(from: number): void {
    for (let place = from; ;) {
      const left = 2 * place + 1
      const child = this.#isOutOfOrder(left, left + 1) ? left + 1 : left
      if (!this.#isOutOfOrder(place, child)) return
      this.#swap(place, child)
      place = child
    }
  }

  /** Whether the second place exists and is due before the first. */
  #isOutOfOrder(first: number, second: number): boolean {
    const a = this.#heap[first]
    const b = this.#heap[second]
    return a !== undefined && b !== undefined && b.isBefore(a)
  }

  #swap(first: number, second: number): void {
    const a = this.#heap[first]
    const b = this.#heap[second]
    if (a === undefined || b === undefined) return
    this.#heap[first] = b
    this.#heap[second] = a
  }
}
