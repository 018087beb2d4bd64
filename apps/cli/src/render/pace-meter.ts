/** How long what was read counts for its rate, in seconds: long enough to be steady, short enough to follow a change. */
const MEMORY_S = 4

/** Less than this tells nothing of what follows. */
const LEAST_S = 0.5

/** How fast something is read, smoothed: what was read long ago counts less and less, from the first byte on without a bias. */
export class PaceMeter {
  #lastMs: number | undefined
  #lastBytes = 0
  #bytes = 0
  #seconds = 0
  #sinceS = 0

  /** So many bytes have been read in all by a time of any steady clock. */
  take(bytesRead: number, nowMs: number): void {
    if (this.#lastMs !== undefined) {
      const seconds = (nowMs - this.#lastMs) / 1_000
      const kept = Math.exp(-seconds / MEMORY_S)
      this.#bytes = this.#bytes * kept + (bytesRead - this.#lastBytes)
      this.#seconds = this.#seconds * kept + seconds
      this.#sinceS += seconds
    }
    this.#lastMs = nowMs
    this.#lastBytes = bytesRead
  }

  /** Bytes a second; `undefined` while it is too early to tell. */
  get bytesPerSecond(): number | undefined {
    return this.#sinceS < LEAST_S ? undefined : this.#bytes / this.#seconds
  }
}
