import { SECOND_US, type Us } from '@of/core'
import { describeFault, type FeedFault } from '../errors.ts'
import {
  type BookOwner,
  bookState,
  type ConnectionSync,
  giveUpBook,
  onFrame,
  openedConnection,
  standingBooks,
  type Verdict,
} from '../sync/connection-sync.ts'
import type { Frame } from '../wire/frame.ts'
import type { BookEvent, Level2Frame } from '../wire/level2.ts'
import type { Ticker } from '../wire/ticker.ts'
import { byProduct } from './by-product.ts'
import type { CheckCounts } from './check-counts.ts'
import type { CheckName } from './feed-health.ts'
import { emptyBook, followBook, type FollowedBook, moveBook } from './followed-book.ts'
import { ownChanges } from './own-changes.ts'
import { dueUs, onAsked, onHeld, onLeft, onLost, onSocketLost, onTimeout, onWaitAgain, type Resync, SNAPSHOT_US } from './resync.ts'
import type { Runtime } from './runtime.ts'
import { restartWatch, type TickerOutcome, watchTicker, watchTime, watchTouch } from './ticker-watch.ts'

/** What the books of a connection need of it. */
export interface BooksHost {
  readonly name: string
  /** Sends for snapshots, and says when the request has left by `asked`. */
  ask(products: readonly string[]): void
  /** Whether the venue says that the book is subscribed; a venue that has said nothing yet is given the benefit of the doubt. */
  isListed(product: string): boolean
  /** The socket brings no snapshots. */
  giveUp(detail: string): void
  /** A book is as it was told, and may be held against others. */
  onBook(book: FollowedBook): void
  /** A frame shows that something is wrong; nothing is done about it yet. */
  onFault(fault: FeedFault): void
}

/** The books of one connection, verified frame by frame: one that is not beyond doubt is dropped, and replaced by a snapshot. */
export class LiveBooks implements BookOwner {
  readonly #runtime: Runtime
  readonly #checks: CheckCounts
  readonly #host: BooksHost
  readonly #books = new Map<string, FollowedBook>()
  #sync: ConnectionSync = openedConnection()
  #lastSnapshotUs: Us = -Infinity
  #cancelTimer: (() => void) | undefined

  constructor(runtime: Runtime, checks: CheckCounts, host: BooksHost) {
    this.#runtime = runtime
    this.#checks = checks
    this.#host = host
  }

  /** Number of the newest frame that was in order, -1 before the first. */
  get sequence(): number {
    return (this.#sync.next ?? 0) - 1
  }

  /** The products whose books stand, as far as the frames say. */
  get standing(): readonly string[] {
    return standingBooks(this.#sync)
  }

  /** The book of a product; `undefined` for one that is not followed. */
  get(product: string): FollowedBook | undefined {
    return this.#books.get(product)
  }

  /** Follows the book of a product from its next snapshot on. */
  add(product: string): void {
    this.#books.set(product, followBook(product, this.#runtime.nowUs))
  }

  /** Follows a product no more. */
  remove(product: string): void {
    this.#books.delete(product)
    this.#sync.books.delete(product)
  }

  /** A socket has opened: its frames are numbered from 0. */
  onOpened(): void {
    this.#sync = { ...openedConnection(), next: 0 }
    this.#lastSnapshotUs = -Infinity
    for (const followed of this.#books.values()) if (followed.state === 'stale') moveBook(followed, 'resyncing', this.#runtime.nowUs)
  }

  /** The socket is no more, and what its books were. */
  onClosed(): void {
    const { nowUs } = this.#runtime
    for (const followed of this.#books.values()) {
      const { product, resync } = followed
      onSocketLost(resync, nowUs)
      emptyBook(followed)
      if (followed.state === 'empty') continue
      if (followed.state === 'synced') this.#tellResyncing(product, resync, 'disconnected')
      moveBook(followed, 'stale', this.#runtime.nowUs)
    }
    this.#cancelTimer?.()
    this.#cancelTimer = undefined
  }

  /** Takes in the number of a frame and what it says of books, and does what that asks for. */
  onFrame(frame: Frame): Verdict {
    const verdict = onFrame(this.#sync, frame, this)
    if (verdict === 'gap') this.#expectLostSnapshots()
    if (frame.kind === 'level2' && verdict !== 'late') this.#verify(frame)
    this.#plan()
    return verdict
  }

  replaceBook({ product, changes }: BookEvent): void {
    const followed = this.#books.get(product)
    if (followed === undefined) return
    followed.book.replace(changes)
    restartWatch(followed.tickers)
    this.#lastSnapshotUs = this.#runtime.nowUs
  }

  changeBook({ product, changes }: BookEvent): void {
    this.#books.get(product)?.book.apply(changes)
  }

  dropBook(product: string, fault: FeedFault): void {
    const followed = this.#books.get(product)
    if (followed !== undefined) this.#lose(followed, describeFault(fault), 'frames')
  }

  count(fault: FeedFault): void {
    this.#host.onFault(fault)
  }

  /** Holds the best prices of a ticker against the book. */
  onTicker({ product, bidPrice, askPrice }: Ticker, timeUs: Us): void {
    const followed = this.#books.get(product)
    if (followed?.state !== 'synced' || bidPrice === undefined || askPrice === undefined) return
    // A book that nothing was heard of since is still as it was.
    this.#watchTouch(followed, timeUs)
    this.#onOutcome(followed, watchTicker(followed.tickers, { timeUs, bidPrice, askPrice }))
  }

  /** The venue's time has passed: tickers do not wait for ever for a book that agrees. */
  advance(timeUs: Us): void {
    for (const followed of this.#books.values()) {
      if (followed.tickers.check.waiting.length > 0) this.#onOutcome(followed, watchTime(followed.tickers, timeUs))
    }
  }

  /** A check found the book wrong: it is not believed again before its next snapshot. */
  suspect(product: string, check: CheckName, detail: string): void {
    const followed = this.#books.get(product)
    if (followed?.state !== 'synced') return
    this.#runtime.tell({ kind: 'suspect', connection: this.#host.name, product, check, detail })
    this.#giveUp(followed, `${check}: ${detail}`, 'verdict')
    this.#plan()
  }

  /** Replaces every book of the connection. */
  replaceAll(reason: string): void {
    for (const followed of this.#books.values()) if (followed.state === 'synced') this.#giveUp(followed, reason, 'frames')
    this.#plan()
  }

  /** Which of the products still want the snapshot that is about to be asked for. */
  wanting(products: readonly string[]): readonly string[] {
    return products.filter((product) => this.#books.get(product)?.resync.stage === 'wanted')
  }

  /** Books were unsubscribed: a snapshot that is still on its way is of a subscription that is over. */
  left(products: readonly string[]): void {
    for (const product of products) {
      const followed = this.#books.get(product)
      if (followed !== undefined) onLeft(followed.resync)
    }
  }

  /** Snapshots were asked for. */
  asked(products: readonly string[]): void {
    for (const product of products) {
      const followed = this.#books.get(product)
      if (followed === undefined) continue
      if (followed.state === 'synced') this.#giveUp(followed, 'replaced', 'frames')
      onAsked(followed.resync, this.#runtime.nowUs)
    }
    this.#plan()
  }

  /** Snapshots that were on their way may have been among the lost frames. */
  #expectLostSnapshots(): void {
    for (const { resync } of this.#books.values()) if (resync.stage === 'asked') onLost(resync, this.#runtime.nowUs, 'frames')
  }

  #verify({ events, timeUs: sentUs }: Level2Frame): void {
    for (const [product, own] of byProduct(events)) {
      const followed = this.#books.get(product)
      if (followed === undefined) this.#sync.books.delete(product)
      else if (followed.resync.stage === 'leaving') this.#passOver(followed)
      else if (bookState(this.#sync, product) === 'synced') this.#verifyBook(followed, own, sentUs)
    }
  }

  /** What comes of a subscription that was ended is of a book that nothing will change. */
  #passOver(followed: FollowedBook): void {
    giveUpBook(this.#sync, followed.product)
    emptyBook(followed)
  }

  /** A book is looked at once a frame, when all of its events have been applied. */
  #verifyBook(followed: FollowedBook, events: readonly BookEvent[], sentUs: Us): void {
    const { product, book } = followed
    const { isCrossed } = book
    this.#checks.add('crossed', isCrossed ? 'failed' : 'passed')
    this.#hold(followed)
    if (isCrossed) {
      this.suspect(product, 'crossed', `best bid ${book.bids.bestPrice}, best ask ${book.asks.bestPrice}`)
      return
    }
    const connection = this.#host.name
    for (const { type, changes, timeUs: eventUs } of eventsThatStand(events)) {
      this.#runtime.tell({ kind: 'book', connection, product, type, timeUs: eventUs ?? sentUs, changes: ownChanges(changes) })
    }
    this.#watchTouch(followed, sentUs)
    if (followed.state === 'synced') this.#host.onBook(followed)
  }

  /** Tickers know no engine time: book and ticker are held against each other by when they were sent. */
  #watchTouch(followed: FollowedBook, timeUs: Us): void {
    const { bestPrice: bidPrice } = followed.book.bids
    const { bestPrice: askPrice } = followed.book.asks
    if (bidPrice !== undefined && askPrice !== undefined) {
      this.#onOutcome(followed, watchTouch(followed.tickers, { timeUs, bidPrice, askPrice }))
    }
  }

  #hold(followed: FollowedBook): void {
    const healUs = onHeld(followed.resync, this.#runtime.nowUs)
    if (followed.state === 'synced') return
    moveBook(followed, 'synced', this.#runtime.nowUs)
    if (healUs === undefined) return
    followed.resyncs += 1
    followed.lastHealUs = healUs
    this.#runtime.tell({ kind: 'resynced', connection: this.#host.name, product: followed.product, afterUs: healUs })
  }

  #onOutcome({ product }: FollowedBook, { agreed, disagreed, suspect }: TickerOutcome): void {
    if (agreed > 0) this.#checks.add('ticker', 'passed', agreed)
    if (disagreed > 0) this.#checks.add('ticker', 'failed', disagreed)
    if (suspect) this.suspect(product, 'ticker', `best prices of ${product} not those of its tickers`)
  }

  /** The frames say that the book stands; it is lost all the same. */
  #giveUp(followed: FollowedBook, reason: string, by: 'frames' | 'verdict'): void {
    giveUpBook(this.#sync, followed.product)
    this.#lose(followed, reason, by)
  }

  #lose(followed: FollowedBook, reason: string, by: 'frames' | 'verdict'): void {
    const { product, resync } = followed
    emptyBook(followed)
    onLost(resync, this.#runtime.nowUs, by)
    moveBook(followed, 'resyncing', this.#runtime.nowUs)
    this.#tellResyncing(product, resync, reason)
  }

  #tellResyncing(product: string, { attempt }: Resync, reason: string): void {
    this.#runtime.tell({ kind: 'resyncing', connection: this.#host.name, product, attempt, reason })
  }

  /** Does what is due, and comes back for the rest. */
  #plan(): void {
    this.#cancelTimer?.()
    this.#cancelTimer = undefined
    const { nowUs } = this.#runtime
    const due: string[] = []
    let nextUs = Infinity
    for (const { product, resync } of this.#books.values()) {
      if (dueUs(resync, this.#lastSnapshotUs) <= nowUs) {
        if (resync.stage === 'asked' && !this.#onTimeout(product, resync)) return
        if (resync.stage === 'wanted') {
          due.push(product)
          // What waits for its turn to be sent is not asked for a second time.
          resync.dueUs = Infinity
        }
      }
      nextUs = Math.min(nextUs, dueUs(resync, this.#lastSnapshotUs))
    }
    if (due.length > 0) this.#host.ask(due)
    if (nextUs < Infinity) this.#cancelTimer = this.#runtime.after(nextUs - nowUs, () => this.#plan())
  }

  /** Whether the socket may go on. */
  #onTimeout(product: string, resync: Resync): boolean {
    const { nowUs } = this.#runtime
    if (!this.#host.isListed(product)) {
      onWaitAgain(resync, nowUs)
      return true
    }
    const detail = `no snapshot of ${product} within ${SNAPSHOT_US / SECOND_US} s`
    if (onTimeout(resync, nowUs) === 'give-up') {
      this.#host.giveUp(`${detail}, twice`)
      return false
    }
    this.#tellResyncing(product, resync, detail)
    return true
  }
}

/** A snapshot makes void what its frame told of the book before. */
function eventsThatStand(events: readonly BookEvent[]): readonly BookEvent[] {
  return events.slice(
    Math.max(
      0,
      events.findLastIndex(({ type }) => type === 'snapshot'),
    ),
  )
}
