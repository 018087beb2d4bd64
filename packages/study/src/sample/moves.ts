import type { Us } from '@of/core'

/** What the mid did after something was known. */
export type Move =
  | { readonly kind: 'measured'; readonly change: number; readonly mid: number }
  | {
      /** There was no mid at the start or at the end, or the book was lost between. */
      readonly kind: 'unmeasured'
    }

/** A move that is waited for. */
interface Wanted {
  readonly fromUs: Us
  readonly toUs: Us
  readonly tell: (move: Move) => void
  fromMid: number | undefined
  hasBegun: boolean
}

/**
 * Moves of the mid from a while after a receive time, in receive time: what one who acts on what was received can still get. The mid as of a
 * time is that of the last book received by then.
 */
export class Moves {
  readonly #latencyUs: Us
  #wanted: Wanted[] = []
  #mid: number | undefined
  #unfinished = 0
  /** When the next move begins or ends. */
  #nextUs: Us = Infinity

  constructor(latencyUs: Us) {
    this.#latencyUs = latencyUs
  }

  /** Moves whose end has not been received. */
  get unfinished(): number {
    return this.#unfinished
  }

  /** Asks for the move of `lengthUs` that begins a latency after something was known. */
  want(knownUs: Us, lengthUs: Us, tell: (move: Move) => void): void {
    const fromUs = knownUs + this.#latencyUs
    this.#wanted.push({ fromUs, toUs: fromUs + lengthUs, tell, fromMid: undefined, hasBegun: false })
    this.#unfinished += 1
    this.#nextUs = Math.min(this.#nextUs, fromUs)
  }

  /** Moves the clock of receipt, before what was received then is taken in: moves that begin or end earlier find the mid as it stood. */
  advance(receivedUs: Us): void {
    if (receivedUs <= this.#nextUs) return
    const open: Wanted[] = []
    this.#nextUs = Infinity
    for (const wanted of this.#wanted) {
      if (!wanted.hasBegun && wanted.fromUs < receivedUs) {
        wanted.hasBegun = true
        wanted.fromMid = this.#mid
      }
      if (wanted.toUs < receivedUs) {
        wanted.tell(moveOf(wanted.fromMid, this.#mid))
        continue
      }
      open.push(wanted)
      this.#nextUs = Math.min(this.#nextUs, wanted.hasBegun ? wanted.toUs : wanted.fromUs)
    }
    this.#unfinished -= this.#wanted.length - open.length
    this.#wanted = open
  }

  /** The mid as of the latest receipt. */
  onMid(mid: number): void {
    this.#mid = mid
  }

  /** The book was lost: moves that have begun will not be measured. */
  onLoss(): void {
    this.#mid = undefined
    for (const wanted of this.#wanted) if (wanted.hasBegun) wanted.fromMid = undefined
  }
}

function moveOf(from: number | undefined, to: number | undefined): Move {
  return from === undefined || to === undefined ? { kind: 'unmeasured' } : { kind: 'measured', change: to - from, mid: from }
}
