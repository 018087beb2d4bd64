import { createHash } from 'node:crypto'

/** An answer as it goes out. */
export interface KeptAnswer {
  readonly bytes: Buffer
  /** An entity tag that no other answer has. */
  readonly etag: string
}

/** No answer is older than what the stream tells of the book. */
const LONGEST_MS = 100
const MOST = 500

/** Answers as of now, made once for all who ask the same before anything changes. */
export class KeptAnswers {
  readonly #stampNow: () => string
  readonly #nowMs: () => number
  readonly #kept = new Map<string, KeptAnswer>()
  #stamp: string | undefined
  #untilMs = 0

  /** `stampNow` is another text after everything that changes an answer. */
  constructor(stampNow: () => string, nowMs: () => number = () => performance.now()) {
    this.#stampNow = stampNow
    this.#nowMs = nowMs
  }

  /** The answer to a request, if it is still as it would be made. */
  get(request: string): KeptAnswer | undefined {
    const stamp = this.#stampNow()
    const nowMs = this.#nowMs()
    if (stamp === this.#stamp && nowMs < this.#untilMs) return this.#kept.get(request)
    this.#kept.clear()
    this.#stamp = stamp
    this.#untilMs = nowMs + LONGEST_MS
    return undefined
  }

  /** Keeps what has just been answered, where there is room. */
  put(request: string, answer: unknown): KeptAnswer {
    const bytes = Buffer.from(JSON.stringify(answer))
    const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 27)}"`
    const kept = { bytes, etag }
    if (this.#kept.size < MOST) this.#kept.set(request, kept)
    return kept
  }
}

/** Whether a client has an answer already, by what it says in `If-None-Match`. */
export function isKnown({ etag }: KeptAnswer, ifNoneMatch: string | undefined): boolean {
  return ifNoneMatch?.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag) ?? false
}
