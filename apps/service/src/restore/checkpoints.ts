import type { Us } from '@of/core'
import type { DeskState } from '../desk/desk.ts'
import { version } from '../version.ts'
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
const SHAPE = 1
const CODE = `@of/service ${version} state ${SHAPE}`

/** Writes down what is known, again and again, one after another. */
export class Checkpoints {
  readonly #path: string
  readonly #take: () => ServiceCheckpoint | undefined
  readonly #onFailure: (why: string) => void
  #timer: ReturnType<typeof setInterval> | undefined
  #writing: Promise<void> | undefined

  /** `take` says what is known; `undefined` while that is nothing. */
  constructor(path: string, take: () => ServiceCheckpoint | undefined, onFailure: (why: string) => void) {
    this.#path = path
    this.#take = take
    this.#onFailure = onFailure
  }

  start(everyMs: number): void {
    this.#timer ??= setInterval(() => void this.write(), everyMs).unref()
  }

  /** Writes down what is known now; what is being written already is waited for. Never rejects. */
  async write(): Promise<void> {
    await this.#writing
    const checkpoint = this.#take()
    if (checkpoint === undefined) return
    // What goes on changing is serialized before anything else happens.
    this.#writing = replaceFile(this.#path, encodeState(checkpoint, CODE)).catch((error: unknown) =>
      this.#onFailure(error instanceof Error ? error.message : String(error)),
    )
    await this.#writing
  }

  /** Writes down what is known for the last time. */
  async close(): Promise<void> {
    clearInterval(this.#timer)
    await this.write()
  }
}

/** What was written down, or why nothing of it is of use; `undefined` where nothing was. */
export async function readCheckpoint(path: string): Promise<ServiceCheckpoint | { readonly why: string } | undefined> {
  const reading = await readState(path, CODE)
  if (reading.kind === 'missing') return undefined
  if (reading.kind === 'unusable') return { why: reading.why }
  // Its hash is that of what the same code wrote, which is nothing else.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return reading.state as ServiceCheckpoint
}
