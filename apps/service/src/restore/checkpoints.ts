import type { Us } from '@of/core'
import type { DeskState } from '../desk/desk.ts'
import { version } from '../version.ts'
import { joined, partsOf, type StatePart } from './parts.ts'
import { encodeState, readState, replaceFile } from './state-file.ts'

/** Everything that is needed to go on: what is known, what is followed, and when that was. */
export interface ServiceCheckpoint {
  /** When it was taken, by the clock that arrivals are stamped by. */
  readonly takenUs: Us
  readonly desk: DeskState
  /** The products that the settings named, and those that were followed. */
  readonly configured: readonly string[]
  readonly followed: readonly string[]
}

/** Another number with every change of what is remembered, or of how. */
const SHAPE = 2
const CODE = `@of/service ${version} state ${SHAPE}`

/** What stands still while it is written down. */
export interface Kept {
  /** What is known; `undefined` while that is nothing. */
  take(): ServiceCheckpoint | undefined
  /** Does something while nothing of that changes. */
  keepStill<Value>(task: () => Promise<Value>): Promise<Value>
  /** Resolves when all that was told to the store is in it, or cannot be. */
  stored(): Promise<void>
}

/** Writes down what is known, again and again, one after another. */
export class Checkpoints {
  readonly #path: string
  readonly #kept: Kept
  readonly #onFailure: (why: string) => void
  #timer: ReturnType<typeof setInterval> | undefined
  #writing: Promise<void> = Promise.resolve()

  constructor(path: string, kept: Kept, onFailure: (why: string) => void) {
    this.#path = path
    this.#kept = kept
    this.#onFailure = onFailure
  }

  start(everyMs: number): void {
    this.#timer ??= setInterval(() => void this.write(), everyMs).unref()
  }

  /** Writes down what is known now; what is being written already is waited for. Never rejects. */
  async write(): Promise<void> {
    this.#writing = this.#writing.then(async () => await this.#replace())
    await this.#writing
  }

  /** Writes down what is known for the last time. */
  async close(): Promise<void> {
    clearInterval(this.#timer)
    await this.write()
  }

  async #replace(): Promise<void> {
    try {
      const pieces = await this.#kept.keepStill(async () => await this.#encoded())
      if (pieces === undefined) return
      // A checkpoint ahead of the store would say of trades that only it knows that they need not be asked for.
      await this.#kept.stored()
      await replaceFile(this.#path, pieces)
    } catch (error) {
      this.#onFailure(error instanceof Error ? error.message : String(error))
    }
  }

  async #encoded(): Promise<readonly Uint8Array[] | undefined> {
    const checkpoint = this.#kept.take()
    if (checkpoint === undefined) return undefined
    const { desk, ...about } = checkpoint
    return await encodeState(aboutAnd(about, partsOf(desk)), CODE)
  }
}

type About = Omit<ServiceCheckpoint, 'desk'>

function* aboutAnd(about: About, parts: Iterable<StatePart>): Generator<About | StatePart, void, undefined> {
  yield about
  yield* parts
}

/** What was written down, or why nothing of it is of use; `undefined` where nothing was. */
export async function readCheckpoint(path: string): Promise<ServiceCheckpoint | { readonly why: string } | undefined> {
  const reading = await readState(path, CODE)
  if (reading.kind === 'missing') return undefined
  if (reading.kind === 'unusable') return { why: reading.why }
  // Its hash is that of what the same code wrote, which is nothing else.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const [about, ...parts] = reading.parts as [About, ...StatePart[]]
  return { ...about, desk: joined(parts) }
}
