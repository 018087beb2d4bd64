import type { Us } from '@of/core'

/** A price that may yet be the extreme one, and the minute in which it was traded. */
interface Candidate {
  readonly startUs: Us
  readonly tick: number
}

/** The highest or the lowest price of a day that moves on: of the prices of its minutes, it keeps those that no later one outdoes. */
export class DayExtreme {
  readonly #sign: 1 | -1
  /** From the oldest and most extreme to the newest. */
  #candidates: Candidate[] = []

  constructor(which: 'high' | 'low') {
    this.#sign = which === 'high' ? 1 : -1
  }

  /** The extreme price, `undefined` before the first one. */
  get tick(): number | undefined {
    return this.#candidates[0]?.tick
  }

  /** Counts a price of a minute that is not before the minute of any other. */
  add(startUs: Us, tick: number): void {
    const candidates = this.#candidates
    for (let last = candidates.at(-1); last !== undefined && this.#sign * last.tick <= this.#sign * tick; last = candidates.at(-1)) {
      candidates.pop()
    }
    if (candidates.at(-1)?.startUs !== startUs) candidates.push({ startUs, tick })
  }

  /** Forgets the minutes that start before a time. */
  forget(beforeUs: Us): void {
    const kept = this.#candidates.findIndex(({ startUs }) => startUs >= beforeUs)
    if (kept !== 0) this.#candidates = kept < 0 ? [] : this.#candidates.slice(kept)
  }
}
