import { SECOND_US, type Us } from '@of/core'
import type { FeedFault } from '../errors.ts'
import type { NetFault } from '../net/net-fault.ts'
import type { CandlesFrame } from '../wire/candles.ts'
import type { Frame } from '../wire/frame.ts'
import { FrameReader } from '../wire/frame-reader.ts'
import { byProduct } from './by-product.ts'
import { WIRE_CANDLE_US } from './candle-check.ts'
import type { CheckCounts } from './check-counts.ts'
import type { ConnectionHealth } from './feed-health.ts'
import { LatencyMeter } from './latency.ts'
import { Link } from './link.ts'
import type { FollowedBook } from './followed-book.ts'
import { LiveBooks } from './live-books.ts'
import type { LiveTrades } from './live-trades.ts'
import type { PacedQueue } from './paced-queue.ts'
import type { Runtime } from './runtime.ts'
import { Subscriber } from './subscriber.ts'

/** How long nothing is sent after the venue said that it was too much. */
const RATE_LIMIT_US: Us = SECOND_US

/** What connections share. */
export interface ConnectionContext {
  readonly runtime: Runtime
  readonly checks: CheckCounts
  /** Connecting, over all connections. */
  readonly dials: PacedQueue
  /** Sending, over all connections. */
  readonly outbox: PacedQueue
  readonly trades: LiveTrades
  readonly url: string
  readonly channels: readonly string[]
  readonly arrivals: boolean
  /** A book is as it was told. */
  onBook(book: FollowedBook): void
}

/** One connection of a feed: some products, kept subscribed over whatever sockets it takes. */
export class FeedConnection {
  readonly name: string
  readonly books: LiveBooks
  readonly #context: ConnectionContext
  readonly #link: Link
  readonly #subscriber: Subscriber
  readonly #latency = new LatencyMeter()
  readonly #reader = new FrameReader()
  readonly #counts = { frames: 0, bytes: 0, gaps: 0, lostFrames: 0, late: 0, unreadable: 0, opened: 0 }
  #lastFault: NetFault | undefined

  constructor(name: string, products: readonly string[], context: ConnectionContext) {
    const { runtime, checks, dials, url } = context
    this.name = name
    this.#context = context
    this.#subscriber = new Subscriber(context, {
      name,
      send: (text) => this.#link.send(text),
      onAsked: (asked) => this.books.asked(asked),
      onLeft: (left) => this.books.left(left),
      wanting: (asked) => this.books.wanting(asked),
    })
    this.books = new LiveBooks(runtime, checks, {
      name,
      ask: (asked) => this.#subscriber.askForSnapshots(asked),
      isListed: (product) => this.#subscriber.isListed('level2', product),
      giveUp: (detail) => this.#link.fail({ kind: 'silent', detail }),
      onBook: (book) => context.onBook(book),
      onFault: (fault) => this.#onFault(fault),
    })
    for (const product of products) this.#follow(product)
    this.#link = new Link(runtime, dials, url, {
      onOpen: (attempt) => this.#onOpen(attempt),
      onText: (text) => this.#onText(text),
      onDown: (fault, retryInUs, wasOpen) => this.#onDown(fault, retryInUs, wasOpen),
      onLook: (silentUs) => this.#onLook(silentUs),
    })
  }

  /** Dials, and again whenever the socket ends. */
  start(): void {
    this.#link.start()
  }

  /** Ends the connection for good. */
  stop(): void {
    this.#subscriber.stop()
    this.#link.stop()
    this.books.onClosed()
  }

  /** Follows another product as well. */
  add(product: string): void {
    this.#follow(product)
    this.#subscriber.subscribeTo(product)
  }

  /** Follows a product no more. */
  remove(product: string): void {
    this.books.remove(product)
    this.#subscriber.remove(product)
  }

  /** How the connection is, since the feed began. */
  health(): ConnectionHealth {
    const { opened, ...counts } = this.#counts
    return {
      name: this.name,
      state: this.#link.state,
      sinceUs: this.#link.sinceUs,
      ...counts,
      reconnects: Math.max(0, opened - 1),
      ...(this.#lastFault === undefined ? {} : { lastFault: this.#lastFault }),
      latency: this.#latency.read(),
    }
  }

  #follow(product: string): void {
    if (this.#context.channels.includes('level2')) this.books.add(product)
    this.#subscriber.add(product)
  }

  #onOpen(attempt: number): void {
    const { runtime, arrivals } = this.#context
    this.#counts.opened += 1
    const arrival = { kind: 'opened', connection: this.name, receivedUs: runtime.nowUs } as const
    if (arrivals) runtime.tell({ kind: 'arrival', arrival, sequence: undefined })
    runtime.tell({ kind: 'connected', connection: this.name, attempt })
    this.books.onOpened()
    this.#subscriber.onOpened()
  }

  #onDown(fault: NetFault, retryInUs: Us, wasOpen: boolean): void {
    const { runtime, arrivals, trades } = this.#context
    this.#lastFault = fault
    this.#subscriber.stop()
    if (wasOpen) {
      const arrival = { kind: 'closed', connection: this.name, receivedUs: runtime.nowUs } as const
      if (arrivals) runtime.tell({ kind: 'arrival', arrival, sequence: undefined })
    }
    runtime.tell({ kind: 'disconnected', connection: this.name, fault, retryInUs })
    if (wasOpen) {
      this.books.onClosed()
      trades.onClosed(this.name)
    }
  }

  #onLook(silentUs: Us | undefined): void {
    const { runtime, checks } = this.#context
    checks.add('liveness', silentUs === undefined ? 'passed' : 'failed')
    if (silentUs !== undefined) runtime.tell({ kind: 'stale', connection: this.name, silentUs })
  }

  #onText(text: Uint8Array): void {
    const { runtime, arrivals, checks } = this.#context
    const { nowUs: receivedUs } = runtime
    this.#counts.frames += 1
    this.#counts.bytes += text.length
    const frame = this.#reader.read(text)
    if (arrivals) {
      const sequence = frame.kind === 'error' ? undefined : frame.sequence
      runtime.tell({ kind: 'arrival', arrival: { kind: 'frame', connection: this.name, receivedUs, frame: text }, sequence })
    }
    const verdict = this.books.onFrame(frame)
    if (verdict !== 'unnumbered') checks.add('sequence', verdict === 'in-order' ? 'passed' : 'failed')
    this.#deliver(frame, verdict === 'late')
    if (verdict === 'late') this.#link.hearLate()
    else this.#link.hear()
    if ('timeUs' in frame && frame.timeUs !== undefined) this.#latency.add(frame.timeUs, receivedUs)
  }

  #onFault(fault: FeedFault): void {
    const { runtime, outbox } = this.#context
    const connection = this.name
    if (fault.kind === 'sequence-gap') {
      const { expected, received } = fault
      this.#counts.gaps += 1
      this.#counts.lostFrames += received - expected
      runtime.tell({ kind: 'gap', connection, expected, received, products: this.books.standing })
    } else if (fault.kind === 'late-frame') {
      this.#counts.late += 1
      runtime.tell({ kind: 'late', connection, expected: fault.expected, received: fault.received })
    } else if (fault.kind === 'unreadable-frame' || fault.kind === 'venue-error') {
      if (fault.kind === 'unreadable-frame') this.#counts.unreadable += 1
      else if (/rate limit/i.test(fault.message)) outbox.hold(RATE_LIMIT_US)
      runtime.tell({ kind: 'unreadable', connection, fault })
    }
  }

  /** Hands on what is not the book; of a late frame only its trades, which are merged by id. */
  #deliver(frame: Frame, late: boolean): void {
    const { runtime, trades } = this.#context
    if (frame.kind === 'trades') trades.onFrame(this.name, frame)
    if (late) return
    if (frame.kind === 'ticker') {
      for (const { tickers } of frame.events) {
        for (const ticker of tickers) {
          runtime.tell({ kind: 'ticker', product: ticker.product, ticker: { ...ticker }, timeUs: frame.timeUs })
          this.books.onTicker(ticker, frame.timeUs)
        }
      }
    } else if (frame.kind === 'candles') {
      this.#onCandles(frame)
    } else if (frame.kind === 'subscriptions') {
      for (const event of frame.events) {
        this.#subscriber.onAcknowledged(event)
      }
    } else if (frame.kind === 'heartbeats') {
      this.books.advance(frame.timeUs)
      trades.advance(frame.timeUs)
    }
  }

  #onCandles({ events, timeUs }: CandlesFrame): void {
    const { runtime, trades } = this.#context
    for (const { candles } of events) {
      for (const [product, own] of byProduct(candles)) {
        runtime.tell({ kind: 'candles', product, candles: own, widthUs: WIRE_CANDLE_US, timeUs })
        for (const candle of own) trades.onCandle(product, candle)
      }
    }
  }
}
