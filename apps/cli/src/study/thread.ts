import { setTimeout as wait } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { CliError } from '../errors.ts'
import { workerUrl } from '../worker-url.ts'

/** Node may never tell of the end of a thread that was just dying by itself when it was ended: that is not waited for. */
const MOST_WAIT_MS = 1_000

interface Waiting<Answer> {
  readonly resolve: (answer: Answer) => void
  readonly reject: (reason: unknown) => void
}

/** A thread that answers orders in their order. When it dies, every answer that is still to come fails. */
export class Thread<Order, Answer> {
  readonly #worker: Worker
  readonly #waiting: Waiting<Answer>[] = []
  #death: CliError | undefined

  /** Starts it with an assignment, which says what program it runs. */
  constructor(assignment: object) {
    this.#worker = new Worker(workerUrl, { workerData: assignment })
    this.#worker.on('message', (answer: Answer) => this.#waiting.shift()?.resolve(answer))
    this.#worker.on('error', (error) => this.#die(error instanceof Error ? error.message : String(error), error))
    this.#worker.on('messageerror', (error) => this.#die(error.message, error))
    this.#worker.on('exit', (code) => this.#die(`exit code ${code}`, undefined))
  }

  /** Gives an order; its answer. */
  ask(order: Order): Promise<Answer> {
    return new Promise((resolve, reject) => {
      if (this.#death !== undefined) return reject(this.#death)
      this.#waiting.push({ resolve, reject })
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread of ours, not a window
      this.#worker.postMessage(order)
    })
  }

  /** Ends it, whatever it is doing. */
  async stop(): Promise<void> {
    this.#worker.unref()
    const ended = new AbortController()
    const patience = wait(MOST_WAIT_MS, undefined, { signal: ended.signal }).catch(() => undefined)
    await Promise.race([this.#worker.terminate(), patience])
    ended.abort()
  }

  #die(detail: string, cause: unknown): void {
    this.#death ??= new CliError({ kind: 'thread-died', detail }, { cause })
    for (const { reject } of this.#waiting.splice(0)) reject(this.#death)
  }
}
