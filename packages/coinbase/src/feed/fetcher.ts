import { MINUTE_US, SECOND_US, type Us } from '@of/core'
import type { RequestFault } from '../net/net-fault.ts'
import { boundUs } from './backoff.ts'
import { PacedQueue } from './paced-queue.ts'
import type { Runtime } from './runtime.ts'

/** Requests a second, below the ten that the venue grants. */
const PACE = { most: 8, perUs: SECOND_US }

const ASK_AGAIN = { firstUs: SECOND_US, mostUs: MINUTE_US }
const FINAL_STATUSES: ReadonlySet<number> = new Set([400, 401, 403, 404, 410, 451])

/** A question to the venue. */
export interface Question {
  readonly path: string
  /** Goes before those that are not. */
  readonly urgent?: boolean
  /** How often it is asked at most. */
  readonly attempts: number
  /** Reads the answer: what is wrong with it, if anything. */
  readonly onBody: (body: string) => readonly string[] | undefined
  /** It brought nothing, this time; `retryInUs` is undefined when it is not asked again. */
  readonly onFailure?: (fault: RequestFault, retryInUs: Us | undefined) => void
}

/** Asks the venue, no faster than it allows, and again where that may help. Every usable answer is told as an arrival. */
export class Fetcher {
  readonly #runtime: Runtime
  readonly #queue: PacedQueue
  readonly #arrivals: boolean

  constructor(runtime: Runtime, arrivals: boolean) {
    this.#runtime = runtime
    this.#queue = new PacedQueue(runtime, PACE)
    this.#arrivals = arrivals
  }

  /** Asks, and asks again as often as the question allows. */
  ask(question: Question): void {
    this.#ask(question, 1)
  }

  #ask(question: Question, attempt: number): void {
    const { path, urgent = false } = question
    const send = (done: () => void): void => {
      this.#runtime.request(path, (answer) => {
        const fault = answer.ok ? this.#take(question, answer.body) : answer.fault
        if (fault !== undefined) this.#fail(question, attempt, fault)
      })
      done()
    }
    this.#queue.push(question, send, { urgent })
  }

  #take({ path, onBody }: Question, body: string): RequestFault | undefined {
    const { nowUs } = this.#runtime
    if (this.#arrivals)
      this.#runtime.tell({ kind: 'arrival', arrival: { kind: 'rest', receivedUs: nowUs, path, body }, sequence: undefined })
    const issues = onBody(body)
    return issues === undefined ? undefined : { kind: 'unreadable-answer', detail: issues.join('; ') }
  }

  #fail(question: Question, attempt: number, fault: RequestFault): void {
    const { path, attempts, onFailure } = question
    const retryInUs = attempt >= attempts || isFinal(fault) ? undefined : this.#waitUs(attempt, fault)
    this.#runtime.tell({ kind: 'request-failed', path, fault, retryInUs })
    this.#queue.hold(leastWaitUs(fault))
    onFailure?.(fault, retryInUs)
    if (retryInUs !== undefined) this.#runtime.after(retryInUs, () => this.#ask(question, attempt + 1))
  }

  /** Between half of the bound and all of it. */
  #waitUs(attempt: number, fault: RequestFault): Us {
    const mostUs = boundUs(ASK_AGAIN, attempt)
    const waitUs = Math.floor((mostUs * (1 + this.#runtime.ports.random())) / 2)
    return Math.max(waitUs, leastWaitUs(fault))
  }
}

/** How long the venue must be left alone after a fault: as long as it asks, up to a minute. */
export function leastWaitUs(fault: RequestFault): Us {
  return fault.kind === 'rate-limited' ? Math.min(MINUTE_US, Math.max(SECOND_US, (fault.retryAfterMs ?? 0) * 1000)) : 0
}

/** Whether asking again is of no use. */
export function isFinal(fault: RequestFault): boolean {
  return fault.kind === 'http' && fault.status !== undefined && FINAL_STATUSES.has(fault.status)
}
