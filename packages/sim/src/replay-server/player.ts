import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises'
import type { Us } from '@of/core'
import type { WebSocket } from 'ws'
import { type Command, readCommand } from '../venue/command.ts'
import { writeError, writeFrame } from '../wire/frame.ts'
import { subscriptionsEvent } from '../wire/subscriptions.ts'
import { channelOf, type Contents, type RecordedArrival } from './contents.ts'
import { type FrameHead, readHead, withSequence } from './frame-head.ts'
import type { RecordedAnswers } from './recorded-answers.ts'
import { Renumbering } from './renumbering.ts'

/** What is played, to whom. */
export interface PlayerParts {
  readonly socket: WebSocket
  readonly contents: Contents
  readonly answers: RecordedAnswers
  readonly arrivals: () => AsyncIterable<readonly RecordedArrival[]>
  readonly speed: number | 'max'
}

/** A client is disconnected if it has not subscribed to anything by then, in milliseconds. */
const subscribeWithinMs = 5000

/** The recording begins when the client has said nothing for this long, in milliseconds: snapshots are at its beginning and come but once. */
const settleMs = 300

/** The recording waits while more bytes than this wait for the client. */
const mostWaitingBytes = 4 * 1024 * 1024

/** Frames that are sent in a row before others get their turn. */
const framesInARow = 256

/** The bytes of a frame are its text. */
const asText = { binary: false }

/** Plays a recording to one client, from its start, as far as the client has subscribed to it. */
export class Player {
  readonly #parts: PlayerParts
  readonly #numbers = new Renumbering()
  readonly #held = new Map<string, Set<string>>()
  readonly #ending = new AbortController()
  #timer: NodeJS.Timeout | undefined
  #isPlaying = false
  #nowUs: Us

  constructor(parts: PlayerParts) {
    this.#parts = parts
    this.#nowUs = parts.contents.startUs ?? 0
  }

  /** Waits for what the client subscribes to. */
  start(): void {
    const { socket } = this.#parts
    this.#timer = setTimeout(() => socket.close(1008, 'no subscription within 5 seconds'), subscribeWithinMs)
    socket.on('message', (data: Buffer) => this.#onText(data.toString('utf8')))
    socket.on('error', () => socket.terminate())
    socket.on('close', () => {
      clearTimeout(this.#timer)
      this.#ending.abort()
    })
  }

  #onText(text: string): void {
    const { socket } = this.#parts
    const command = readCommand(text)
    if (typeof command === 'string') return socket.send(writeError(command))
    if (command.type === 'subscribe') this.#hold(command)
    else this.#letGo(command)
    this.#acknowledge()
    if (this.#isPlaying) return
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.#play(), settleMs)
  }

  #hold({ channel, products = [] }: Command): void {
    for (const product of channel === 'heartbeats' ? ['heartbeats'] : products) {
      const name = this.#parts.contents.find(channel, product)
      if (name !== undefined) this.#held.set(channel, (this.#held.get(channel) ?? new Set()).add(name))
    }
  }

  #letGo({ channel, products }: Command): void {
    const held = this.#held.get(channel)
    if (held === undefined) return
    for (const product of products ?? held) held.delete(this.#parts.contents.find(channel, product) ?? product)
    if (held.size === 0) this.#held.delete(channel)
  }

  #acknowledge(): void {
    const held = new Map(
      [...this.#held].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([channel, products]) => [channel, [...products].toSorted()]),
    )
    const stamp = { timeUs: this.#nowUs, nanos: 0, sequence: this.#numbers.own() }
    this.#parts.socket.send(writeFrame('subscriptions', `[${subscriptionsEvent({ held })}]`, stamp))
  }

  /** Never rejects: what goes wrong with the recording is told with the close frame. */
  async #play(): Promise<void> {
    const { socket } = this.#parts
    this.#isPlaying = true
    try {
      await this.#playAll()
      socket.close(1000, 'end of the recording')
    } catch (error) {
      if (!this.#ending.signal.aborted) socket.close(1011, reasonOf(error))
    }
  }

  async #playAll(): Promise<void> {
    const { arrivals, answers, contents, speed } = this.#parts
    const startMs = performance.now()
    const { signal } = this.#ending
    let inARow = 0
    for await (const batch of arrivals()) {
      for (const arrival of batch) {
        signal.throwIfAborted()
        if (arrival.kind === 'rest') {
          answers.add(arrival.path, arrival.body)
          continue
        }
        const dueMs = speed === 'max' ? 0 : startMs + (arrival.receivedUs - (contents.startUs ?? arrival.receivedUs)) / 1000 / speed
        const earlyMs = dueMs - performance.now()
        if (earlyMs >= 1) {
          await wait(earlyMs, undefined, { signal })
          inARow = 0
        } else if (inARow >= framesInARow) {
          await nextTurn(undefined, { signal })
          inARow = 0
        }
        inARow += 1
        await this.#pass(arrival)
      }
    }
  }

  async #pass(arrival: Exclude<RecordedArrival, { kind: 'rest' }>): Promise<void> {
    this.#nowUs = Math.max(this.#nowUs, arrival.receivedUs)
    if (arrival.kind !== 'frame') return this.#numbers.lost(arrival.connection)
    const frame = this.#asSent(arrival.connection, arrival.frame)
    if (frame === undefined) return
    const { socket } = this.#parts
    if (socket.bufferedAmount < mostWaitingBytes) return socket.send(frame, asText)
    await new Promise<void>((resolve) => {
      socket.send(frame, asText, () => resolve())
    })
  }

  /** What the client is sent of a frame; nothing if it has not subscribed to it. */
  #asSent(connection: string, frame: Uint8Array): Uint8Array | undefined {
    const head = readHead(frame)
    // Errors have no number; of what cannot be read nobody knows what it was.
    if (head.sequence === undefined) return frame
    if (!this.#isWanted(head)) {
      this.#numbers.passedOver(connection, head.sequence)
      return undefined
    }
    const sequence = this.#numbers.wanted(connection, head.sequence)
    return sequence === undefined ? undefined : withSequence(frame, sequence)
  }

  #isWanted({ channel, products }: FrameHead): boolean {
    if (channel === undefined) return true
    const held = this.#held.get(channelOf(channel))
    if (held === undefined) return false
    return channel === 'heartbeats' || [...products].some((product) => held.has(product))
  }
}

/** A close frame has room for 123 bytes. */
function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  return `recording: ${message.replaceAll(/[^\x20-\x7E]/g, '?')}`.slice(0, 120)
}
