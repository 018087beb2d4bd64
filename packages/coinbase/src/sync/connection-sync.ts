import type { Us } from '@of/core'
import type { FeedFault } from '../errors.ts'
import type { Frame, UnreadableFrame } from '../wire/frame.ts'
import type { BookEvent } from '../wire/level2.ts'
import type { SubscriptionsFrame } from '../wire/subscriptions.ts'

/** Where a book stands: nothing derived from it is published unless it is `synced`. */
export type BookState = 'empty' | 'synced' | 'suspect' | 'resyncing'

/** One book of a connection. */
export interface BookSync {
  state: BookState
  /** Checks in a row that found the book crossed. */
  crossedChecks: number
  /** When the first of them was; `undefined` while the book is not crossed. */
  crossedSinceUs: Us | undefined
  /** Whether a list of the venue's subscriptions has named it since it was last lost: its data come before the first that does. */
  listed: boolean
}

/** What is known of one connection: the number its next frame must carry, and where its books stand. Plain data. */
export interface ConnectionSync {
  /** `undefined` until the first frame. */
  next: number | undefined
  /** By product. */
  readonly books: Map<string, BookSync>
}

/** Who holds the books of a connection and obeys, one call after the other; the machine itself does nothing. */
export interface BookOwner {
  /** Replace the book by a snapshot. */
  replaceBook(event: BookEvent): void
  /** Apply changes to the book, all of them before it is looked at. */
  changeBook(event: BookEvent): void
  /** Empty the book: it cannot be trusted until its next snapshot. The fault is the reason and is counted apart. */
  dropBook(product: string, fault: FeedFault): void
  count(fault: FeedFault): void
}

/** What the number of a frame says. Trades of a `late` frame still count, by their ids; nothing else of it does. */
export type Verdict = 'in-order' | 'late' | 'gap' | 'unnumbered'

const CROSSED_CHECKS = 3
const CROSSED_US: Us = 500_000

/** A connection that has just opened. */
export function openedConnection(): ConnectionSync {
  return { next: undefined, books: new Map() }
}

/** Where the book of a product stands on this connection. */
export function bookState(sync: ConnectionSync, product: string): BookState {
  return sync.books.get(product)?.state ?? 'empty'
}

/** The products whose books stand on this connection, crossed or not. */
export function standingBooks(sync: ConnectionSync): readonly string[] {
  return [...sync.books].filter(([, book]) => stands(book)).map(([product]) => product)
}

/** Whether a frame that is not yet taken in comes after its turn. */
export function isLate({ next }: ConnectionSync, frame: Frame): boolean {
  return next !== undefined && frame.kind !== 'error' && frame.sequence !== undefined && frame.sequence < next
}

/**
 * Moves the connection by one frame, changing the state it is handed and calling the owner of its books. Total: every frame in every state has
 * an answer.
 *
 * Frames are numbered per connection across all channels, so a lost one may have changed any book of it.
 */
export function onFrame(sync: ConnectionSync, frame: Frame, owner: BookOwner): Verdict {
  const sequence = frame.kind === 'error' ? undefined : frame.sequence
  const verdict = sequence === undefined ? 'unnumbered' : onNumber(sync, sequence, owner)
  switch (frame.kind) {
    case 'level2':
      if (verdict !== 'late') for (const event of frame.events) onBookEvent(sync, event, owner)
      break
    case 'subscriptions':
      if (verdict !== 'late') onList(sync, frame, owner)
      break
    case 'unreadable':
      onUnreadable(sync, frame, verdict, owner)
      break
    case 'unknown-channel':
      owner.count({ kind: 'unknown-channel', channel: frame.channel })
      break
    case 'error':
      owner.count({ kind: 'venue-error', message: frame.message })
  }
  return verdict
}

/** The connection has closed, changing the state it is handed: its books are lost, and whatever number comes next is taken for the first. */
export function onClosed(sync: ConnectionSync, owner: BookOwner): void {
  sync.next = undefined
  dropBooks(sync, sync.books.keys(), { kind: 'connection-closed' }, owner)
}

/** A book was not crossed once all changes of a frame had been applied to it: it is `synced`, if it stands. */
export function onBookUncrossed(sync: ConnectionSync, product: string): void {
  const book = sync.books.get(product)
  if (book !== undefined && stands(book)) settle(book, 'synced')
}

/**
 * A book was crossed once all changes of a frame had been applied to it: it is `suspect`, still changed and not published, and given up when
 * three checks over half a second found it crossed.
 */
export function onBookCrossed(sync: ConnectionSync, product: string, timeUs: Us, owner: BookOwner): void {
  const book = sync.books.get(product)
  if (book === undefined || !stands(book)) return
  const fault: FeedFault = { kind: 'crossed-book', product }
  book.crossedSinceUs ??= timeUs
  book.crossedChecks += 1
  if (book.state === 'synced') {
    book.state = 'suspect'
    owner.count(fault)
  } else if (book.crossedChecks >= CROSSED_CHECKS && timeUs - book.crossedSinceUs >= CROSSED_US) {
    settle(book, 'resyncing')
    owner.dropBook(product, fault)
  }
}

/** The book is not to be believed, whatever the frames say: changes to it are refused until its next snapshot. */
export function giveUpBook(sync: ConnectionSync, product: string): void {
  const book = sync.books.get(product)
  if (book !== undefined && stands(book)) settle(book, 'resyncing')
}

function onNumber(sync: ConnectionSync, received: number, owner: BookOwner): Verdict {
  const expected = sync.next ?? received
  if (received < expected) {
    owner.count({ kind: 'late-frame', expected, received })
    return 'late'
  }
  sync.next = received + 1
  if (received === expected) return 'in-order'
  const fault: FeedFault = { kind: 'sequence-gap', expected, received }
  owner.count(fault)
  dropBooks(sync, sync.books.keys(), fault, owner)
  return 'gap'
}

function onUnreadable(sync: ConnectionSync, frame: UnreadableFrame, verdict: Verdict, owner: BookOwner): void {
  const fault: FeedFault = { kind: 'unreadable-frame', channel: frame.channel, issues: frame.issues }
  owner.count(fault)
  if (verdict === 'unnumbered') dropBooks(sync, sync.books.keys(), fault, owner)
  else if (verdict !== 'late' && frame.touchesBooks) {
    dropBooks(sync, frame.products.length > 0 ? frame.products : sync.books.keys(), fault, owner)
  }
}

function onBookEvent(sync: ConnectionSync, event: BookEvent, owner: BookOwner): void {
  const { type, product } = event
  const book = sync.books.get(product)
  if (type === 'snapshot') {
    if (book === undefined) sync.books.set(product, { state: 'synced', crossedChecks: 0, crossedSinceUs: undefined, listed: false })
    else settle(book, 'synced')
    owner.replaceBook(event)
  } else if (book !== undefined && stands(book)) {
    owner.changeBook(event)
  } else {
    owner.count({ kind: 'unsynced-update', product })
  }
}

/** A list names all that is subscribed by now: a book that one has named and the next does not is no longer fed. */
function onList(sync: ConnectionSync, { events }: SubscriptionsFrame, owner: BookOwner): void {
  const named = new Set(events.flatMap(({ products }) => products['level2'] ?? []))
  for (const [product, book] of sync.books) {
    if (named.has(product)) {
      book.listed = true
    } else if (book.listed) {
      const fault: FeedFault = { kind: 'unsubscribed', product }
      if (stands(book)) owner.count(fault)
      dropBooks(sync, [product], fault, owner)
    }
  }
}

function dropBooks(sync: ConnectionSync, products: Iterable<string>, fault: FeedFault, owner: BookOwner): void {
  for (const product of products) {
    const book = sync.books.get(product)
    if (book === undefined || !stands(book)) continue
    settle(book, 'resyncing')
    owner.dropBook(product, fault)
  }
}

/** Whether changes are applied to a book, be it crossed. */
function stands({ state }: BookSync): boolean {
  return state === 'synced' || state === 'suspect'
}

function settle(book: BookSync, state: BookState): void {
  book.state = state
  book.crossedChecks = 0
  book.crossedSinceUs = undefined
  if (state === 'resyncing') book.listed = false
}
