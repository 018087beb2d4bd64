import type { Step } from '../input/reading.ts'
import type { Hands } from './hands.ts'
import type { Answer, Assignment, Order } from './messages.ts'
import { mergedFindings, mergedTold } from './merge.ts'
import { packed } from './packed-steps.ts'
import { Thread } from './thread.ts'
import type { Findings, Task, Told } from './task.ts'

/** Enough that no thread waits for the one that reads; few enough that memory stays small. */
const BATCHES_IN_HAND = 8

interface Batch {
  readonly memory: SharedArrayBuffer
  readonly answers: Promise<readonly Answer[]>
}

/** Analyses in several threads, each a share of the products. All of them see every step, so that clocks and sequence numbers are the same in each. */
export class Crew implements Hands {
  readonly room: number = BATCHES_IN_HAND
  readonly #threads: readonly Thread<Order, Answer>[]
  readonly #batches: Batch[] = []
  readonly #free: SharedArrayBuffer[] = []

  constructor(task: Task, threads: number) {
    const assignmentOf = (index: number): Assignment => ({ kind: 'share', task, share: { index, count: threads } })
    this.#threads = Array.from({ length: threads }, (_, index) => new Thread(assignmentOf(index)))
  }

  get held(): number {
    return this.#batches.length
  }

  put(steps: readonly Step[]): void {
    const message = packed(steps, (bytes) => this.#memory(bytes))
    const answers = Promise.all(this.#threads.map((thread) => thread.ask({ kind: 'take', steps: message })))
    // A death is told to whoever waits for the oldest batch.
    answers.catch(() => undefined)
    this.#batches.push({ memory: message.memory, answers })
  }

  async next(): Promise<readonly Told[]> {
    const batch = this.#batches.shift()
    if (batch === undefined) return []
    const answers = await batch.answers
    this.#free.push(batch.memory)
    return mergedTold(answers.flatMap((answer) => (answer.kind === 'told' ? [answer.told] : [])))
  }

  async findings(): Promise<Findings> {
    const answers = await Promise.all(this.#threads.map((thread) => thread.ask({ kind: 'finish' })))
    return mergedFindings(answers.flatMap((answer) => (answer.kind === 'findings' ? [answer.findings] : [])))
  }

  async close(): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.stop()))
  }

  /** Memory that no thread reads any more, or new one. */
  #memory(bytes: number): SharedArrayBuffer {
    const held = this.#free.pop()
    return held !== undefined && held.byteLength >= bytes ? held : new SharedArrayBuffer(Math.max(bytes, 2 ** 20))
  }
}
