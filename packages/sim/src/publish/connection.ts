import type { Us } from '@of/core'
import type { SimulatedArrival } from '../arrival.ts'
import type { Random } from '../random.ts'
import { writeFrame, type Message } from '../wire/frame.ts'

/** A frame takes at least this long to its receiver, and at most 25 ms longer, unless it waits for one before it. */
const shortestTravelUs: Us = 15_000

/** One connection: it holds messages until they leave, stamps them, numbers them from 0 and delivers them in order. */
export class Connection {
  readonly name: string
  readonly #random: Random
  readonly #waiting: { readonly leaveUs: Us; readonly message: Message }[] = []
  #sequence = 0
  #leftUs: Us = 0
  #receivedUs: Us = 0

  constructor(name: string, random: Random) {
    this.name = name
    this.#random = random
  }

  /** Lets a message leave at a time; of messages of the same time, the one that was given first leaves first. */
  send(leaveUs: Us, message: Message): void {
    const place = this.#waiting.findLastIndex((waiting) => waiting.leaveUs <= leaveUs)
    this.#waiting.splice(place + 1, 0, { leaveUs, message })
  }

  /** The frames that leave before a time. No two leave at the same microsecond. */
  *leaving(beforeUs: Us): Generator<SimulatedArrival, void, undefined> {
    for (let next = this.#waiting[0]; next !== undefined && next.leaveUs < beforeUs; next = this.#waiting[0]) {
      this.#waiting.shift()
      this.#leftUs = Math.max(next.leaveUs, this.#leftUs + 1)
      const stamp = { timeUs: this.#leftUs, nanos: this.#random.below(1000), sequence: this.#sequence }
      this.#sequence += 1
      this.#receivedUs = Math.max(this.#receivedUs, this.#leftUs + shortestTravelUs + this.#random.below(25_000))
      yield { kind: 'frame', connection: this.name, receivedUs: this.#receivedUs, frame: writeFrame(next.message, stamp) }
    }
  }
}
