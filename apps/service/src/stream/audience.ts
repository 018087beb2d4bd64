import { ServiceProblem } from '../answers/service-problem.ts'
import type { Channel, Told } from './channel.ts'
import { Telling } from './message.ts'
import type { Followed, Reader } from './reader.ts'
import type { Job, Turns } from './turns.ts'

/** For how long a channel that nobody follows goes on, so that who comes back finds what it missed. */
const LINGER_MS = 30_000

/** Those who follow the same thing. They are told one after another, in as many turns of the event loop as that takes. */
export class Audience {
  readonly channel: Channel
  readonly #turns: Turns
  readonly #followers = new Map<Followed, Reader>()
  #idleSinceMs: number | undefined
  /** What is still to be done: nothing new is looked for meanwhile. */
  #jobs = 0

  constructor(channel: Channel, turns: Turns) {
    this.channel = channel
    this.#turns = turns
  }

  enter(followed: Followed, reader: Reader): void {
    this.#followers.set(followed, reader)
    this.#idleSinceMs = undefined
  }

  leave(followed: Followed): void {
    if (this.#followers.delete(followed) && this.#followers.size === 0) this.#idleSinceMs = performance.now()
  }

  /** The whole as of now. What comes to light by that goes to those who follow already. */
  whole(): Told {
    return this.channel.whole((update) => this.#tellAll(update))
  }

  /** Looks for something new when its turn comes, once all have been told what was; `onOver` is called when nobody will be told anything any more. */
  tick(nowMs: number, onOver: () => void): void {
    if (this.#jobs > 0) return
    this.#do(() => {
      if (this.#idleSinceMs !== undefined && nowMs - this.#idleSinceMs > LINGER_MS) onOver()
      else this.#look(nowMs, onOver)
      return true
    })
  }

  #look(nowMs: number, onOver: () => void): void {
    try {
      this.channel.tick(nowMs, (update) => this.#tellAll(update))
    } catch (error) {
      if (!(error instanceof ServiceProblem)) throw error
      // The product is followed no more.
      for (const [followed, reader] of this.#followers) {
        reader.followed.delete(followed.id)
        reader.say({ kind: 'unsubscribed', id: followed.id, reason: error.problem.detail })
      }
      onOver()
    }
  }

  /** Those who come meanwhile know of it by their snapshot, whose number is not below its own. */
  #tellAll(update: Told): void {
    const told = new Telling('update', update)
    const left = this.#followers.entries()
    this.#do((isOver) => {
      for (let next = left.next(); next.done !== true; next = left.next()) {
        const [followed, reader] = next.value
        reader.update(followed, told)
        if (isOver()) return false
      }
      return true
    })
  }

  #do(job: Job): void {
    this.#jobs += 1
    this.#turns.add((isOver) => {
      const isDone = job(isOver)
      if (isDone) this.#jobs -= 1
      return isDone
    })
  }
}
