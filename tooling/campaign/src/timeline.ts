import type { Us } from '@of/core'

interface Entry {
  readonly atUs: Us
  readonly order: number
  readonly run: () => void
  cancelled: boolean
}

/** Virtual time: what is due runs in order of time, and of planning where the times are equal. */
export class Timeline {
  readonly #heap: Entry[] = []
  #nowUs: Us
  #planned = 0

  constructor(startUs: Us) {
    this.#nowUs = startUs
  }

  get nowUs(): Us {
    return this.#nowUs
  }

  /** When something is due next; `Infinity` when nothing is. */
  get nextUs(): Us {
    while (this.#heap[0]?.cancelled === true) this.#pop()
    return this.#heap[0]?.atUs ?? Infinity
  }

  /** Plans something and returns how to call it off. */
  at(atUs: Us, run: () => void): () => void {
    const entry: Entry = { atUs: Math.max(atUs, this.#nowUs), order: this.#planned++, run, cancelled: false }
    this.#push(entry)
    return () => {
      entry.cancelled = true
    }
  }

  /** Moves on to a time, which is never back. */
  reach(nowUs: Us): void {
    this.#nowUs = Math.max(this.#nowUs, nowUs)
  }

  /** Runs the next thing that is due. */
  runNext(): void {
    if (this.nextUs === Infinity) return
    const entry = this.#pop()!
    this.reach(entry.atUs)
    entry.run()
  }

  #push(entry: Entry): void {
    const heap = this.#heap
    let at = heap.push(entry) - 1
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (!isBefore(entry, heap[parent]!)) break
      heap[at] = heap[parent]!
      at = parent
    }
    heap[at] = entry
  }

  #pop(): Entry | undefined {
    const heap = this.#heap
    const [first] = heap
    const last = heap.pop()
    if (last === undefined || last === first) return first
    let at = 0
    for (;;) {
      let child = 2 * at + 1
      if (child >= heap.length) break
      if (child + 1 < heap.length && isBefore(heap[child + 1]!, heap[child]!)) child += 1
      if (!isBefore(heap[child]!, last)) break
      heap[at] = heap[child]!
      at = child
    }
    heap[at] = last
    return first
  }
}

function isBefore(a: Entry, b: Entry): boolean {
  return a.atUs < b.atUs || (a.atUs === b.atUs && a.order < b.order)
}
