import { availableParallelism } from 'node:os'
import type { Reading, Step } from '../input/reading.ts'
import type { Beside } from './analyst.ts'
import { Crew } from './crew.ts'
import { type Hands, OwnHands } from './hands.ts'
import type { Findings, Task, Told } from './task.ts'
import { ThreadChoice } from './thread-choice.ts'

/** What is analysed, and in how many threads besides the one that reads: none when there is one; `auto` looks how many are worth it. */
export interface StudyOptions {
  readonly reading: Reading
  readonly task: Task
  readonly threads: number | 'auto'
  /** In this thread alone. */
  readonly beside?: Beside | undefined
}

/** An analysis of recordings from their beginning to their end or to a damage. The number of threads changes nothing of what it tells. */
export class Study {
  readonly #options: StudyOptions
  #findings: Findings = { products: [], canonical: new Map(), reports: [] }

  constructor(options: StudyOptions) {
    this.#options = options
  }

  /** What is known once all was told. */
  get findings(): Findings {
    return this.#findings
  }

  /** What falls due, in order, in batches, while the recordings are read. Throws what ended the reading, but not a damage. */
  async *told(): AsyncGenerator<readonly Told[], void, undefined> {
    const { beside, reading, task, threads: asked } = this.#options
    const batches = reading[Symbol.asyncIterator]()
    let hands: Hands | undefined
    try {
      const { looked, threads } = asked === 'auto' ? await lookedAhead(batches) : { looked: [], threads: asked }
      hands = threads === 1 ? new OwnHands(task, beside) : new Crew(task, threads)
      for await (const steps of following(looked, batches)) {
        hands.put(steps)
        if (hands.held >= hands.room) yield await hands.next()
      }
      while (hands.held > 0) yield await hands.next()
      this.#findings = await hands.findings()
    } finally {
      await Promise.all([batches.return(), hands?.close()])
    }
  }
}

/** The first batches, and how many threads they make worth while. */
async function lookedAhead(
  batches: AsyncIterator<readonly Step[]>,
): Promise<{ readonly looked: readonly (readonly Step[])[]; readonly threads: number }> {
  const choice = new ThreadChoice(availableParallelism())
  const looked: (readonly Step[])[] = []
  while (!choice.isMade) {
    const next = await batches.next()
    if (next.done === true) break
    choice.take(next.value)
    looked.push(next.value)
  }
  return { looked, threads: choice.threads }
}

async function* following<Item>(first: readonly Item[], rest: AsyncIterable<Item>): AsyncGenerator<Item, void, undefined> {
  yield* first
  yield* rest
}
