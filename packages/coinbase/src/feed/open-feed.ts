import type { Us } from '@of/core'
import { type SystemPorts, systemPorts } from '../net/system-ports.ts'
import { EventQueue } from './event-queue.ts'
import type { FeedEvent } from './feed-event.ts'
import { FeedDriver } from './feed-driver.ts'
import type { FeedHealth, LiveBook } from './feed-health.ts'
import type { FeedOptions } from './feed-options.ts'
import { SocketCount } from './socket-count.ts'

/** A live feed: what it tells is taken by one consumer, batch by batch. */
export interface Feed extends AsyncIterable<readonly FeedEvent[], undefined>, AsyncDisposable {
  /** Ends the feed: its iteration is over, its sockets and timers are gone. What waits is not delivered. */
  close(): Promise<void>
  health(): FeedHealth
  /** The book of a product, under any of its names; `undefined` for a product that is not followed. */
  book(product: string): LiveBook | undefined
  /** Follows a product no more, under any of its names: the venue is told so. What was on its way may still come. */
  unfollow(product: string): void
}

const MOST_WAITING_BYTES = 64 * 1024 * 1024

/**
 * Follows products live, for as long as somebody listens: connects, verifies, heals. Never fails but for options that cannot be, which
 * throw a `RangeError`; what goes wrong is told as events. A consumer that is too slow is told so by `overrun`, and every book begins anew.
 */
export function openFeed(options: FeedOptions): Feed {
  return new LiveFeed(options)
}

class LiveFeed implements Feed {
  readonly #driver: FeedDriver
  readonly #ports: SystemPorts
  readonly #sockets = new SocketCount()
  readonly #queue: EventQueue
  readonly #signal: AbortSignal | undefined
  readonly #tellsArrivals: boolean
  readonly #onAbort = (): void => void this.close()
  #overruns = 0
  #taken = false
  #closing: Promise<void> | undefined
  /** Those who wait for the next batch. */
  readonly #waiting: (() => void)[] = []

  constructor(options: FeedOptions) {
    const ports = systemPorts(options)
    this.#ports = { ...ports, dial: (url, handlers) => this.#sockets.dial(ports, url, handlers) }
    this.#queue = new EventQueue(options.maxWaitingBytes ?? MOST_WAITING_BYTES)
    this.#driver = new FeedDriver(options, this.#ports, (events) => {
      this.#queue.push(events)
      this.#wake()
    })
    this.#signal = options.signal
    this.#tellsArrivals = options.arrivals === true
    if (options.signal?.aborted === true) {
      void this.close()
      return
    }
    options.signal?.addEventListener('abort', this.#onAbort, { once: true })
    this.#driver.start()
  }

  [Symbol.asyncIterator](): AsyncIterator<readonly FeedEvent[], undefined> {
    if (this.#taken) throw new Error('feed: expected one consumer, received a second one')
    this.#taken = true
    return {
      next: () => this.#next(),
      return: async () => {
        await this.close()
        return { done: true, value: undefined }
      },
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close()
  }

  close(): Promise<void> {
    this.#closing ??= this.#close()
    return this.#closing
  }

  health(): FeedHealth {
    const { batches, bytes, isOverrun } = this.#queue
    return { ...this.#driver.health(), overruns: this.#overruns + (isOverrun ? 1 : 0), queue: { batches, bytes } }
  }

  book(product: string): LiveBook | undefined {
    return this.#driver.book(product)
  }

  unfollow(product: string): void {
    this.#driver.unfollow(product)
  }

  async #close(): Promise<void> {
    this.#signal?.removeEventListener('abort', this.#onAbort)
    this.#driver.stop()
    this.#queue.clear()
    this.#queue.takeOverrun()
    this.#wake()
    await Promise.all([this.#ports.close(), this.#sockets.none()])
  }

  async #next(): Promise<IteratorResult<readonly FeedEvent[], undefined>> {
    for (;;) {
      if (this.#closing !== undefined) return { done: true, value: undefined }
      const events = this.#overrun() ?? this.#queue.take()
      if (events !== undefined) return { done: false, value: events }
      await new Promise<void>((resolve) => void this.#waiting.push(resolve))
    }
  }

  #wake(): void {
    for (const look of this.#waiting.splice(0)) look()
  }

  /** Tells a consumer that has come back what it missed; from here on everything begins anew, the numbers of open sockets too. */
  #overrun(): readonly FeedEvent[] | undefined {
    const overrun = this.#queue.takeOverrun()
    if (overrun === undefined) return undefined
    this.#overruns += 1
    this.#driver.resync('overrun', overrun.trades)
    const { batches: droppedBatches, bytes: droppedBytes } = overrun
    const receivedUs = this.#ports.nowUs()
    return [{ kind: 'overrun', droppedBatches, droppedBytes, receivedUs }, ...this.#openings(receivedUs)]
  }

  /** Which sockets are open and which are not: what told so before may have been dropped. */
  #openings(receivedUs: Us): readonly FeedEvent[] {
    if (!this.#tellsArrivals) return []
    return this.#driver.health().connections.map(({ name: connection, state }) => {
      const kind = state === 'open' ? 'opened' : 'closed'
      return { kind: 'arrival', arrival: { kind, connection, receivedUs }, sequence: undefined, receivedUs }
    })
  }
}
