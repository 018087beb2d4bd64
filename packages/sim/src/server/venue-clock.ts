import type { Us } from '@of/core'
import type { Venue } from '../venue/venue.ts'

/** How often the venue is brought up to date, in milliseconds. */
const everyMs = 5

/** The venue moves on by at most this much at a time, so that others get their turn. */
const sliceUs: Us = 20_000

/** A venue that is behind may use this much of every tick, in milliseconds. */
const budgetMs = 25

/** Moves a venue on with the clock on the wall, at a speed of its own. A venue that cannot keep up falls behind, and skips nothing. */
export class VenueClock {
  readonly speed: number
  readonly #venue: Venue
  readonly #startUs: Us
  readonly #startMs: number
  readonly #timer: NodeJS.Timeout

  /** `startMs` is when the venue's time began, by `performance.now()`; `onTick` is called after each time that the venue has been moved on. */
  constructor(venue: Venue, { speed, startMs }: { readonly speed: number; readonly startMs: number }, onTick: () => void) {
    this.speed = speed
    this.#venue = venue
    this.#startUs = venue.nowUs
    this.#startMs = startMs
    this.#timer = setInterval(() => {
      this.catchUp()
      onTick()
    }, everyMs)
  }

  /** How far the venue is behind the clock, in microseconds of its own time. */
  get lagUs(): Us {
    return Math.max(0, this.#dueUs() - this.#venue.nowUs)
  }

  /** Brings the venue up to date, or as far as the budget of a tick goes. */
  catchUp(): void {
    const untilMs = performance.now() + budgetMs
    for (let dueUs = this.#dueUs(); this.#venue.nowUs < dueUs;) {
      this.#venue.advance(Math.min(dueUs, this.#venue.nowUs + sliceUs))
      if (performance.now() >= untilMs) return
    }
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  #dueUs(): Us {
    return this.#startUs + Math.floor((performance.now() - this.#startMs) * 1000 * this.speed)
  }
}
