import type { Us } from '@of/core'
import { type Pace, paced, type Pacer, pacer, waitUs } from './pacer.ts'
import type { Runtime } from './runtime.ts'

interface Waiting {
  readonly owner: object
  readonly urgent: boolean
  readonly run: (done: () => void) => void
}

/** What wants to be done at the venue, one after the other and no faster than it allows. Urgent things go before the others, in their order. */
export class PacedQueue {
  readonly #runtime: Runtime
  readonly #pacer: Pacer
  readonly #waiting: Waiting[] = []
  #cancelTimer: (() => void) | undefined
  /** What is being done and not yet over. */
  #current: Waiting | undefined
  #heldUntilUs: Us = 0

  constructor(runtime: Runtime, allowed: Pace) {
    this.#runtime = runtime
    this.#pacer = pacer(allowed)
  }

  /** Does it once its turn has come; the next follows when it says that it is done. */
  push(owner: object, run: (done: () => void) => void, options: { readonly urgent?: boolean } = {}): void {
    const { urgent = false } = options
    const at = urgent ? this.#waiting.findIndex((other) => !other.urgent) : -1
    this.#waiting.splice(at < 0 ? this.#waiting.length : at, 0, { owner, urgent, run })
    this.#pump()
  }

  /** Forgets what an owner wants done. */
  drop(owner: object): void {
    for (let i = this.#waiting.length - 1; i >= 0; i--) if (this.#waiting[i]!.owner === owner) this.#waiting.splice(i, 1)
    if (this.#current?.owner === owner) this.#current = undefined
    this.#pump()
  }

  /** Does nothing for a while: the venue has asked for it. */
  hold(forUs: Us): void {
    this.#heldUntilUs = Math.max(this.#heldUntilUs, this.#runtime.nowUs + forUs)
  }

  #pump(): void {
    if (this.#cancelTimer !== undefined || this.#current !== undefined || this.#waiting.length === 0) return
    const { nowUs } = this.#runtime
    const delayUs = Math.max(waitUs(this.#pacer, nowUs), this.#heldUntilUs - nowUs)
    if (delayUs > 0) {
      this.#cancelTimer = this.#runtime.after(delayUs, () => {
        this.#cancelTimer = undefined
        this.#pump()
      })
      return
    }
    const next = this.#waiting.shift()!
    paced(this.#pacer, nowUs)
    this.#current = next
    next.run(() => {
      if (this.#current !== next) return
      this.#current = undefined
      this.#pump()
    })
    this.#pump()
  }
}
