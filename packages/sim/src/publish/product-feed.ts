import { SECOND_US, type Side, type Us } from '@of/core'
import { Market, type MarketListener } from '../market/market.ts'
import type { ProductSpec } from '../product.ts'
import { Random } from '../random.ts'
import type { Message } from '../wire/message.ts'
import { fiveMinutesUs } from './five-minutes.ts'
import { allLevels, Level2Batches } from './level2-batches.ts'
import { bookMessage, candlesBetween, candlesMessage, tickerMessage, tradesMessage } from './messages.ts'
import { PrintLog } from './print-log.ts'
import { write, type Written } from './written.ts'

/** The channels that are told apart by product, by the name they are subscribed to. */
export type ProductChannel = 'level2' | 'market_trades' | 'ticker' | 'ticker_batch' | 'candles'

/** Who receives a channel of a product. */
export interface Subscriber {
  /** Lets a message leave at a time, though not before one that was given earlier. */
  send(leaveUs: Us, written: Written): void
}

/** Something that is published again and again. */
export interface Publication {
  readonly periodUs: Us
  /** When it is due for the first time, less than a period after the opening. */
  readonly phaseUs: Us
  readonly publish: (nowUs: Us) => void
}

/** A frame of the book leaves at least this long after its batch was closed, and at most 3 ms later. */
const bookLagUs: Us = 30_000

/** The longest that a frame of the book is behind the engine. */
const longestLagUs: Us = 58_000

/** How much longer a snapshot of the book takes for each of its levels. */
const levelLagUs: Us = 2

/** Trades, tickers in batches and candles leave at least this long after they were collected, and at most 3 ms later. */
const feedLagUs: Us = 37_000

/** How long after the frame of a batch its ticker leaves. */
const tickerLagUs: Us = 1_000

/** A snapshot of anything but the book leaves this soon. */
const snapshotLagUs: Us = 170

const tradesOfSnapshot = 100

const candlesOfSnapshot = 12

/** What the venue publishes about one product: made once, sent to all who have subscribed to it. Each begins with a snapshot of his own. */
export class ProductFeed {
  readonly market: Market
  readonly prints: PrintLog = new PrintLog()
  readonly publications: readonly Publication[]
  readonly #random: Random
  readonly #batches: Level2Batches = new Level2Batches()
  readonly #subscribers: Readonly<Record<ProductChannel, Set<Subscriber>>> = {
    level2: new Set(),
    market_trades: new Set(),
    ticker: new Set(),
    ticker_batch: new Set(),
    candles: new Set(),
  }
  /** Who has come since trades were last published, with the newest id that his snapshot showed. */
  readonly #newcomers = new Map<Subscriber, number>()
  #changes = 0
  #changedUs: Us
  #toldId: number
  #toldCandlesUs: Us
  #isTickerDue = false
  #batchPrice: number | undefined

  constructor(options: { readonly spec: ProductSpec; readonly seed: number; readonly startUs: Us }) {
    const { spec, seed, startUs } = options
    this.#random = new Random(seed, `${spec.id} feed`)
    this.#toldId = spec.firstTradeId - 1
    this.#toldCandlesUs = startUs
    this.#changedUs = startUs
    this.market = new Market({ spec, seed, startUs, listener: this.#listener() })
    this.publications = [
      this.#publication(50_000, (nowUs) => this.#publishBook(nowUs)),
      this.#publication(200_000, (nowUs) => this.#publishTrades(nowUs)),
      this.#publication(SECOND_US, (nowUs) => this.#publishCandles(nowUs)),
      this.#publication(5 * SECOND_US, (nowUs) => this.#publishTickerBatch(nowUs)),
    ]
  }

  get spec(): ProductSpec {
    return this.market.spec
  }

  /** How often a level of the book has been changed since the market was opened. */
  get changes(): number {
    return this.#changes
  }

  /** Lets the market go on to a time, before which there is nobody to be told. */
  rehearse(toUs: Us): void {
    this.advance(toUs)
    this.#isTickerDue = false
    this.#toldId = this.prints.newestId ?? this.#toldId
    this.#toldCandlesUs = toUs
  }

  /** Lets the market go on to a time. */
  advance(toUs: Us): void {
    while (this.market.nextUs <= toUs) this.market.step()
  }

  /** Sends the snapshot of a channel, and all that follows on it. Says when the snapshot leaves. */
  join(channel: ProductChannel, subscriber: Subscriber, nowUs: Us): Us {
    const { bid, ask } = this.market.book
    const leaveUs = nowUs + (channel === 'level2' ? bookLagUs + levelLagUs * (bid.depth + ask.depth) : snapshotLagUs)
    subscriber.send(leaveUs, write(this.#snapshot(channel, nowUs)))
    this.#subscribers[channel].add(subscriber)
    if (channel === 'market_trades') this.#newcomers.set(subscriber, this.prints.newestId ?? this.#toldId)
    return leaveUs
  }

  /** Sends nothing more. */
  leave(channel: ProductChannel, subscriber: Subscriber): void {
    this.#subscribers[channel].delete(subscriber)
    this.#newcomers.delete(subscriber)
  }

  #publication(periodUs: Us, publish: (nowUs: Us) => void): Publication {
    return { periodUs, phaseUs: this.#random.below(periodUs), publish }
  }

  #snapshot(channel: ProductChannel, nowUs: Us): Message {
    const { market } = this
    switch (channel) {
      case 'level2':
        // Not later than the time of the batch that follows, and not as old as the last change of a quiet market.
        return bookMessage(market, 'snapshot', Math.max(this.#changedUs, nowUs - bookLagUs), allLevels(market.book))
      case 'market_trades':
        return tradesMessage(this.spec, 'snapshot', this.prints.latest(tradesOfSnapshot))
      case 'ticker':
      case 'ticker_batch':
        return tickerMessage(market, channel, 'snapshot')
      case 'candles':
        return candlesMessage('snapshot', candlesBetween(market, nowUs - (candlesOfSnapshot - 1) * fiveMinutesUs, nowUs))
    }
  }

  #publishBook(nowUs: Us): void {
    const { market } = this
    const { level2, ticker } = this.#subscribers
    const leaveUs = nowUs + bookLagUs + this.#random.below(3000)
    const levels = this.#batches.update(market.book)
    if (levels.length > 0 && level2.size > 0) {
      const eventUs = Math.max(this.#changedUs, leaveUs - longestLagUs)
      sendAll(level2, leaveUs, bookMessage(market, 'update', eventUs, levels))
    }
    if (this.#isTickerDue && ticker.size > 0) sendAll(ticker, leaveUs + tickerLagUs, tickerMessage(market, 'ticker', 'update'))
    this.#isTickerDue = false
  }

  #publishTrades(nowUs: Us): void {
    const { market_trades: subscribers } = this.#subscribers
    const newestId = this.prints.newestId ?? this.#toldId
    const prints = subscribers.size === 0 ? [] : this.prints.between(this.#toldId + 1, newestId)
    this.#toldId = newestId
    const leaveUs = nowUs + feedLagUs + this.#random.below(3000)
    if (prints.length > 0) {
      const written = write(tradesMessage(this.spec, 'update', prints))
      for (const subscriber of subscribers) {
        const seenId = this.#newcomers.get(subscriber)
        const unseen = seenId === undefined ? prints : prints.filter(({ id }) => id > seenId)
        if (unseen.length === prints.length) subscriber.send(leaveUs, written)
        else if (unseen.length > 0) subscriber.send(leaveUs, write(tradesMessage(this.spec, 'update', unseen)))
      }
    }
    this.#newcomers.clear()
  }

  #publishCandles(nowUs: Us): void {
    const { candles: subscribers } = this.#subscribers
    const candles = subscribers.size === 0 ? [] : candlesBetween(this.market, this.#toldCandlesUs, nowUs)
    this.#toldCandlesUs = nowUs
    if (candles.length > 0) sendAll(subscribers, nowUs + feedLagUs + this.#random.below(3000), candlesMessage('update', candles))
  }

  #publishTickerBatch(nowUs: Us): void {
    const { ticker_batch: subscribers } = this.#subscribers
    const price = this.market.day.close
    if (price !== this.#batchPrice && subscribers.size > 0) {
      sendAll(subscribers, nowUs + feedLagUs + this.#random.below(3000), tickerMessage(this.market, 'ticker_batch', 'update'))
    }
    this.#batchPrice = price
  }

  #listener(): MarketListener {
    return {
      onLevel: (side: Side, tick: number, timeUs: Us) => {
        this.#changes += 1
        this.#changedUs = timeUs
        if (this.#subscribers.level2.size > 0) this.#batches.touch(side, tick)
      },
      onPrint: (print) => this.prints.push(print),
      onOrder: () => {
        this.#isTickerDue = true
      },
    }
  }
}

function sendAll(subscribers: ReadonlySet<Subscriber>, leaveUs: Us, message: Message): void {
  const written = write(message)
  for (const subscriber of subscribers) subscriber.send(leaveUs, written)
}
