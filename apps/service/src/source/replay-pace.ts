import { setTimeout as wait } from 'node:timers/promises'
import type { Replay, ReplayChange } from '@of/api'
import type { Us } from '@of/core'

/** A timer cannot be trusted to less. */
const SHORTEST_WAIT_MS = 2

/** The longest that a timer can wait. */
const LONGEST_WAIT_MS = 2_000_000_000

/** When what a recording holds is due: at the pace it was received, some times faster, at once up to a moment, or not while it is paused. */
export class ReplayPace {
  readonly #nowMs: () => number
  #speed: number
  #isPaused = false
  /** What is due at a moment of the clock; both `undefined` before the first entry. */
  #from: { readonly us: Us; readonly ms: number } | undefined
  /** Everything up to here is due. */
  #seekUs: Us = -Infinity
  #atUs: Us | undefined
  #sleep = new AbortController()
  #isClosed = false

  constructor(speed: number, nowMs: () => number = () => performance.now()) {
    this.#speed = speed
    this.#nowMs = nowMs
  }

  get speed(): number {
    return this.#speed
  }

  /** Where it stands, but for where the recording begins and ends. */
  get state(): Pick<Replay, 'atUs' | 'speed' | 'state'> {
    const isSeeking = this.#seekUs > (this.#atUs ?? 0)
    return { atUs: this.#atUs ?? null, speed: this.#speed, state: isSeeking ? 'seeking' : this.#isPaused ? 'paused' : 'running' }
  }

  /** Throws a `RangeError` for a moment that has been. */
  change({ paused = this.#isPaused, speed = this.#speed, toUs }: ReplayChange): void {
    if (toUs !== undefined && this.#atUs !== undefined && toUs < this.#atUs)
      throw new RangeError(`toUs: expected at least ${this.#atUs}, up to which the replay is, received ${toUs}`)
    const dueUs = this.#dueUs()
    if (dueUs !== undefined) this.#from = { us: Math.max(dueUs, toUs ?? dueUs), ms: this.#nowMs() }
    this.#seekUs = Math.max(this.#seekUs, toUs ?? this.#seekUs)
    this.#isPaused = paused
    this.#speed = speed
    this.#wake()
  }

  /** Whether an entry would have to be waited for. */
  isAhead(receivedUs: Us): boolean {
    return this.#aheadMs(receivedUs) >= SHORTEST_WAIT_MS
  }

  /** Waits until an entry is due. `false` once closed. */
  async until(receivedUs: Us): Promise<boolean> {
    for (let aheadMs = this.#aheadMs(receivedUs); aheadMs >= SHORTEST_WAIT_MS && !this.#isClosed; aheadMs = this.#aheadMs(receivedUs)) {
      const { signal } = this.#sleep
      // It is woken by what changes the pace.
      await wait(Math.min(aheadMs, LONGEST_WAIT_MS), undefined, { signal }).catch(() => undefined)
    }
    return !this.#isClosed
  }

  /** An entry was handed on. */
  passed(receivedUs: Us): void {
    this.#atUs = Math.max(this.#atUs ?? receivedUs, receivedUs)
  }

  close(): void {
    this.#isClosed = true
    this.#wake()
  }

  #wake(): void {
    this.#sleep.abort()
    this.#sleep = new AbortController()
  }

  /** Up to when things are due by the pace alone. */
  #dueUs(): Us | undefined {
    if (this.#from === undefined) return undefined
    return this.#isPaused ? this.#from.us : this.#from.us + (this.#nowMs() - this.#from.ms) * 1_000 * this.#speed
  }

  #aheadMs(receivedUs: Us): number {
    if (receivedUs <= this.#seekUs) return 0
    this.#seekUs = -Infinity
    if (this.#from === undefined) this.#from = { us: receivedUs, ms: this.#nowMs() }
    if (this.#isPaused) return Infinity
    return (receivedUs - this.#from.us) / 1_000 / this.#speed - (this.#nowMs() - this.#from.ms)
  }
}
