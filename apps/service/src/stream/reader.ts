import type { ServerMessage, Topic } from '@of/api'
import type { Channel, Told } from './channel.ts'
import { Message, Telling } from './message.ts'

/** The way to a reader: a WebSocket or an answer that goes on. */
export interface Wire {
  /** What waits to be sent, in bytes. */
  readonly waitingBytes: number
  send(message: Message, position: Position | undefined): void
  /** Closes it in order; what waits may be lost. */
  close(reason: string): void
}

/** Which message of which subscription something is, for wires that tell it apart from the message. */
export interface Position {
  readonly id: string
  readonly seq: number
}

/** Something a reader follows. */
export interface Followed {
  readonly id: string
  readonly topic: Topic
  readonly product: string | undefined
  readonly channel: Channel
  /** The number of the last message sent. */
  seq: number
  /** Whether updates were left out. */
  lags: boolean
}

/** How slow a reader may be. */
export interface Patience {
  readonly slowBytes: number
  readonly slowMs: number
}

/** More than so many times what makes a reader slow, and it is closed at once. */
const HOPELESS = 16

/** Somebody who follows topics. A slow one is told less, and at last nothing: nobody waits for it. */
export class Reader {
  readonly wire: Wire
  readonly followed = new Map<string, Followed>()
  readonly #patience: Patience
  #slowSinceMs: number | undefined
  #conflations = 0

  constructor(wire: Wire, patience: Patience) {
    this.wire = wire
    this.#patience = patience
  }

  /** How often updates were left out. */
  get conflations(): number {
    return this.#conflations
  }

  /** Sends a message that is not of a topic. */
  say(message: Exclude<ServerMessage, { kind: 'snapshot' | 'update' }>): void {
    this.hand(new Message(JSON.stringify(message)))
  }

  /** Hands on a message that is not of a topic. */
  hand(message: Message): void {
    this.wire.send(message, undefined)
  }

  /** Hands on an update, unless the reader is behind. */
  update(followed: Followed, told: Telling): void {
    if (told.seq <= followed.seq) return
    if (followed.lags || this.wire.waitingBytes > this.#patience.slowBytes) {
      if (!followed.lags) this.#conflations += 1
      followed.lags = true
      return
    }
    this.#send(followed, told)
  }

  /** Sends the whole. */
  snapshot(followed: Followed, told: Told): void {
    followed.lags = false
    this.#send(followed, new Telling('snapshot', told))
  }

  /** Looks how the reader does: one that has caught up is told what it missed; whether it is to be given up. */
  tick(nowMs: number, whole: (followed: Followed) => Told): boolean {
    const { slowBytes, slowMs } = this.#patience
    const { waitingBytes } = this.wire
    if (waitingBytes > HOPELESS * slowBytes) return true
    if (waitingBytes > slowBytes) {
      this.#slowSinceMs ??= nowMs
      return nowMs - this.#slowSinceMs > slowMs
    }
    this.#slowSinceMs = undefined
    if (waitingBytes > slowBytes / 2) return false
    for (const followed of this.followed.values()) {
      if (!followed.lags) continue
      const told = whole(followed)
      this.say({ kind: 'conflated', id: followed.id, skipped: Math.max(1, told.seq - followed.seq) })
      this.snapshot(followed, told)
      if (this.wire.waitingBytes > slowBytes) break
    }
    return false
  }

  #send(followed: Followed, told: Telling): void {
    const { seq } = told
    followed.seq = seq
    this.wire.send(told.messageTo(followed), { id: followed.id, seq })
  }
}
