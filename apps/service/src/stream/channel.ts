import type { TopicReader } from './topic-reader.ts'

/** A message of a channel, as JSON. */
export interface Told {
  readonly seq: number
  readonly json: string
}

/** How much is kept for readers that come back. */
const KEPT_MESSAGES = 200
const KEPT_CHARACTERS = 1_000_000

/** A topic as it is told: numbered updates, and the whole as of the last of them. Who has the same question shares it. */
export class Channel {
  readonly #reader: TopicReader
  readonly #kept: Told[] = []
  #characters = 0
  #seq: number
  #dueMs: number
  #whole: Told

  /** `firstSeq` is the number of the state that it begins with. */
  constructor(reader: TopicReader, firstSeq: number, nowMs: number) {
    this.#reader = reader
    this.#seq = firstSeq
    this.#dueMs = nowMs + reader.everyMs
    this.#whole = { seq: firstSeq, json: jsonOf(reader.whole()) }
  }

  /** The number of the last update. */
  get seq(): number {
    return this.#seq
  }

  /** The whole as of the last update. What came since then is told with it and never again, so that all readers are told of an update first. */
  whole(onFresh: (update: Told) => void): Told {
    if (this.#whole.seq === this.#seq) return this.#whole
    this.#look(onFresh)
    this.#whole = { seq: this.#seq, json: jsonOf(this.#reader.whole()) }
    return this.#whole
  }

  /** Looks for something new if it is time to. */
  tick(nowMs: number, onFresh: (update: Told) => void): void {
    if (nowMs < this.#dueMs) return
    // Time that was missed is not made up for.
    this.#dueMs = Math.max(this.#dueMs + this.#reader.everyMs, nowMs)
    this.#look(onFresh)
  }

  /** What was told after a number; `undefined` where that is gone. */
  after(seq: number): readonly Told[] | undefined {
    if (seq === this.#seq) return []
    const first = this.#kept.findIndex((told) => told.seq === seq + 1)
    return first < 0 ? undefined : this.#kept.slice(first)
  }

  #look(onFresh: (update: Told) => void): void {
    const fresh = this.#reader.fresh()
    if (fresh === undefined) return
    this.#seq += 1
    const update = { seq: this.#seq, json: jsonOf(fresh) }
    if (this.#reader.isLatest) this.#whole = update
    this.#kept.push(update)
    this.#characters += update.json.length
    while (this.#kept.length > KEPT_MESSAGES || (this.#characters > KEPT_CHARACTERS && this.#kept.length > 1))
      this.#characters -= this.#kept.shift()!.json.length
    onFresh(update)
  }
}

function jsonOf(value: unknown): string {
  return JSON.stringify(value) ?? 'null'
}
