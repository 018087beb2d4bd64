/** How far ahead may be read, and how much an item counts for. */
export interface ReadAheadLimit<Item> {
  readonly most: number
  readonly sizeOf: (item: Item) => number
}

/**
 * Hands items on in their order while the next ones are being made, until those that wait are as large as allowed. What their source throws comes behind
 * the last of them.
 *
 * `open` is given a signal that says when nobody will take any more: whatever the source then waits for, it must come to its end.
 */
export async function* readAhead<Item>(
  open: (left: AbortSignal) => AsyncIterable<Item>,
  limit: ReadAheadLimit<Item>,
): AsyncGenerator<Item, void, undefined> {
  const leaving = new AbortController()
  const queue = new Queue(limit)
  const filling = fill(queue, open(leaving.signal))
  try {
    for (;;) {
      while (queue.isEmpty && queue.ending === undefined) await queue.changed()
      if (queue.isEmpty) break
      yield queue.take()
    }
  } finally {
    leaving.abort()
    queue.leave()
    await filling
  }
  if (queue.ending?.kind === 'failed') throw queue.ending.error
}

/** Puts items in until they end, fail, or nobody takes them. Never rejects. */
async function fill<Item>(queue: Queue<Item>, items: AsyncIterable<Item>): Promise<void> {
  try {
    for await (const item of items) {
      queue.put(item)
      while (queue.isFull) await queue.changed()
      if (queue.isLeft) break
    }
    queue.end({ kind: 'ended' })
  } catch (error) {
    queue.end({ kind: 'failed', error })
  }
}

/** How items came to their end. */
type Ending = { readonly kind: 'ended' } | { readonly kind: 'failed'; readonly error: unknown }

/** Items between one that makes them and one that takes them, each of whom may wait for the other. */
class Queue<Item> {
  readonly #limit: ReadAheadLimit<Item>
  readonly #items: Item[] = []
  #size = 0
  #ending: Ending | undefined
  #isLeft = false
  #wake: (() => void) | undefined

  constructor(limit: ReadAheadLimit<Item>) {
    this.#limit = limit
  }

  get isEmpty(): boolean {
    return this.#items.length === 0
  }

  /** Whether whoever makes items has to wait. */
  get isFull(): boolean {
    return this.#size >= this.#limit.most && !this.#isLeft
  }

  /** Once nothing more will be put in, why. */
  get ending(): Ending | undefined {
    return this.#ending
  }

  /** Whether nothing more will be taken out. */
  get isLeft(): boolean {
    return this.#isLeft
  }

  put(item: Item): void {
    this.#items.push(item)
    this.#size += this.#limit.sizeOf(item)
    this.#tell()
  }

  /** The first item; there must be one. */
  take(): Item {
    const item = this.#items.shift()!
    this.#size -= this.#limit.sizeOf(item)
    this.#tell()
    return item
  }

  end(ending: Ending): void {
    this.#ending = ending
    this.#tell()
  }

  leave(): void {
    this.#isLeft = true
    this.#tell()
  }

  /** Resolves when something was put in, taken out, ended or left. Only one of the two ever waits: the queue is not empty and full at once. */
  changed(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve
    })
  }

  #tell(): void {
    const wake = this.#wake
    this.#wake = undefined
    wake?.()
  }
}
