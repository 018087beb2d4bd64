import type { Us, VenueEvent } from '@of/core'
import { excerpt } from '../../line-fault.ts'
import { instantOf } from '../csv/instant.ts'
import { LevelColumns } from '../level-columns.ts'
import { bookEvent, RowBook, type RowSide } from '../row-book.ts'
import type { EventDecoder } from '../text/read-lines.ts'
import type { TextLines } from '../text/text-lines.ts'
import type { VenueFacts } from '../venue-facts.ts'
import { DepthSync } from './depth-sync.ts'
import { LeastDelay } from './least-delay.ts'
import { type BinanceLevels, type BinanceMessage, readBinanceMessage } from './messages.ts'

type Told<Kind extends BinanceMessage['kind']> = Extract<BinanceMessage, { readonly kind: Kind }>

/** Where the book of a product comes from: its best prices alone until a snapshot stands under its changes of depth. */
interface Source {
  readonly depth: DepthSync
  readonly best: RowBook
  isBestOnly: boolean
  isCrossed: boolean
}

/**
 * Reads raw recordings of Binance: a line is a receive time (nanoseconds, microseconds or milliseconds) and a message as it came.
 *
 * Without a snapshot there is no depth, but the best prices are told by themselves, as they change: until a snapshot comes they are the book, of one level a
 * side. The spot market does not say when they changed: as long before their receipt as the quickest message that does say.
 */
export class BinanceDecoder implements EventDecoder {
  readonly #facts: VenueFacts
  readonly #delay = new LeastDelay()
  readonly #columns = new LevelColumns()
  readonly #sources = new Map<string, Source>()
  #sampling = 'l2-changes'
  /** A snapshot that came before anything said what the recording is of. */
  #unnamed: Told<'snapshot'> | undefined

  constructor(facts: VenueFacts) {
    this.#facts = facts
  }

  decode(lines: TextLines, events: VenueEvent[]): string | undefined {
    const { text } = lines
    const timeEnd = text.indexOf(' ')
    const receivedUs = /^\d{13}(?:\d{3}){0,2}$/.test(text.slice(0, timeEnd)) ? instantOf(text.slice(0, timeEnd)) : undefined
    if (receivedUs === undefined) return `is not a received message: expected a time and JSON, received ${excerpt(text)}`
    const message = readBinanceMessage(text.slice(timeEnd + 1))
    if (typeof message === 'string') return message
    this.#take(message, receivedUs, events)
    return undefined
  }

  end(): void {}

  #take(message: BinanceMessage, receivedUs: Us, events: VenueEvent[]): void {
    switch (message.kind) {
      case 'depth':
        this.#delay.onTimed(message.sentUs, receivedUs)
        this.#name(message.product, receivedUs, events)
        this.#onDepth(message, receivedUs, events)
        return
      case 'snapshot':
        this.#onSnapshot(message, receivedUs, events)
        return
      case 'best':
        this.#onBest(message, receivedUs, events)
        return
      case 'trade':
        this.#delay.onTimed(message.sentUs, receivedUs)
        this.#onTrade(message, receivedUs, events)
        return
      case 'other':
        this.#facts.skippedLines += 1
    }
  }

  #onTrade({ id, isBuyerMaker, price, product, size, timeUs }: Told<'trade'>, receivedUs: Us, events: VenueEvent[]): void {
    this.#sourceOf(product)
    const trade = { id, timeUs, price, size, aggressor: isBuyerMaker ? 'sell' : 'buy' } as const
    events.push({ kind: 'trade', product, receivedUs, trade, isHidden: false })
  }

  #onDepth(message: Told<'depth'>, receivedUs: Us, events: VenueEvent[]): void {
    const { every, product, sentUs: timeUs } = message
    if (every !== undefined) this.#sampling = `l2-batch-${every}`
    const step = this.#sourceOf(product).depth.onChanges(message)
    if (step.do === 'lose') events.push({ kind: 'book-lost', product, timeUs, receivedUs, reason: step.reason })
    else if (step.do === 'change') this.#change(message, receivedUs, events)
  }

  /** The answer to a request does not say of which product it is: of the one that the recording is of. */
  #onSnapshot(message: Told<'snapshot'>, receivedUs: Us, events: VenueEvent[]): void {
    const [only, ...others] = this.#sources.keys()
    const product = message.product ?? (others.length === 0 ? only : undefined)
    if (product === undefined) {
      if (others.length > 0) this.#facts.skippedLines += 1
      else this.#unnamed = message
      return
    }
    const source = this.#sourceOf(product)
    const step = source.depth.onSnapshot(message)
    if (step.do !== 'replace') return
    source.isBestOnly = false
    this.#facts.sampled(product, this.#sampling)
    this.#add(step.snapshot)
    const timeUs = this.#delay.sentUs(receivedUs) ?? receivedUs
    events.push({ kind: 'snapshot', product, timeUs, receivedUs, changes: this.#columns.take() })
    for (const changes of step.changes) this.#change(changes, receivedUs, events)
  }

  /** The first changes of depth say of what a snapshot before them was. */
  #name(product: string, receivedUs: Us, events: VenueEvent[]): void {
    const unnamed = this.#unnamed
    if (unnamed === undefined) return
    this.#unnamed = undefined
    this.#sourceOf(product)
    this.#onSnapshot({ ...unnamed, product }, receivedUs, events)
  }

  #onBest({ ask, bid, product, sentUs }: Told<'best'>, receivedUs: Us, events: VenueEvent[]): void {
    const source = this.#sourceOf(product)
    const timeUs = sentUs ?? this.#delay.sentUs(receivedUs)
    if (!source.isBestOnly || timeUs === undefined) return
    const { best } = source
    this.#facts.sampled(product, 'best-as-received')
    fill(best.asks, ask)
    fill(best.bids, bid)
    const news = best.tell(this.#columns)
    if (news !== 'crossed') events.push(bookEvent(news, { product, timeUs, receivedUs, changes: this.#columns.take() }, 1))
    else if (!source.isCrossed) events.push({ kind: 'book-lost', product, timeUs, receivedUs, reason: 'best bid at or above best ask' })
    source.isCrossed = news === 'crossed'
  }

  #change(message: Told<'depth'>, receivedUs: Us, events: VenueEvent[]): void {
    this.#add(message)
    events.push({ kind: 'changes', product: message.product, timeUs: message.sentUs, receivedUs, changes: this.#columns.take() })
  }

  #add({ asks, bids }: { readonly asks: BinanceLevels; readonly bids: BinanceLevels }): void {
    for (const [price, size] of bids) this.#columns.add(false, price, size)
    for (const [price, size] of asks) this.#columns.add(true, price, size)
  }

  #sourceOf(product: string): Source {
    let source = this.#sources.get(product)
    if (source === undefined) {
      source = { depth: new DepthSync(), best: new RowBook(1), isBestOnly: true, isCrossed: false }
      this.#sources.set(product, source)
      this.#facts.meet(product, 'binance')
    }
    return source
  }
}

function fill(side: RowSide, [price, size]: readonly [price: number, size: number]): void {
  side.prices[0] = price
  side.sizes[0] = size
  side.count = size > 0 ? 1 : 0
}
