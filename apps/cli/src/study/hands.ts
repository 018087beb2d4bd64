import type { Step } from '../input/reading.ts'
import { Analyst, type Beside } from './analyst.ts'
import type { Findings, Task, Told } from './task.ts'

/** Who analyses what is read: in this thread or in others. */
export interface Hands {
  /** How many batches are in hand. */
  readonly held: number
  /** How many may be. */
  readonly room: number
  put(steps: readonly Step[]): void
  /** What fell due with the oldest batch in hand, in order; the batch is then done with. */
  next(): Promise<readonly Told[]>
  /** What is known once no batch is in hand. */
  findings(): Promise<Findings>
  close(): Promise<void>
}

/** Analyses in this thread. */
export class OwnHands implements Hands {
  readonly room = 1
  readonly #analyst: Analyst
  readonly #told: (readonly Told[])[] = []

  constructor(task: Task, beside?: Beside) {
    this.#analyst = new Analyst(task, undefined, beside)
  }

  get held(): number {
    return this.#told.length
  }

  put(steps: readonly Step[]): void {
    this.#told.push(this.#analyst.take(steps))
  }

  async next(): Promise<readonly Told[]> {
    return this.#told.shift() ?? []
  }

  async findings(): Promise<Findings> {
    return this.#analyst.findings()
  }

  async close(): Promise<void> {}
}
