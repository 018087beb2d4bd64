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

/** What the owner of the books must do next; the machine itself does nothing. */
export type BookCommand =
  | {
      /** Replace the book by a snapshot, or apply changes to it, all of them before it is looked at. */
      readonly do: 'replace-book' | 'change-book'
      readonly event: BookEvent
    }
  | {
      /** Empty the book: it cannot be trusted until its next snapshot. The fault is the reason and is counted apart. */
      readonly do: 'drop-book'
      readonly product: string
      readonly fault: FeedFault
    }
  | { readonly do: 'count'; readonly fault: FeedFault }

/** What a frame means for its connection. */
export interface SyncStep {
  /** Trades of a `late` frame still count, by their ids; nothing else of it does. */
  readonly verdict: 'in-order' | 'late' | 'gap' | 'unnumbered'
  readonly commands: readonly BookCommand[]
}

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

/**
 * Moves the connection by one frame, changing the state it is handed. Total: every frame in every state has an answer.
 *
 * Frames are numbered per connection across all channels, so a lost one may have changed any book of it.
 */
export function onFrame(sync: ConnectionSync, frame: Frame): SyncStep {
  const commands: BookCommand[] = []
  const sequence = frame.kind === 'error' ? undefined : frame.sequence
  const verdict = sequence === undefined ? 'unnumbered' : onNumber(sync, sequence, commands)

  if (frame.kind === 'error') count(commands, { kind: 'venue-error', message: frame.message })
  else if (frame.kind === 'unknown-channel') count(commands, { kind: 'unknown-channel', channel: frame.channel })
  else if (frame.kind === 'unreadable') onUnreadable(sync, frame, verdict, commands)
  else if (verdict !== 'late') {
    if (frame.kind === 'level2') for (const event of frame.events) onBookEvent(sync, event, commands)
    else if (frame.kind === 'subscriptions') onList(sync, frame, commands)
  }

  return { verdict, commands }
}

/** The connection has closed, changing the state it is handed: its books are lost, and whatever number comes next is taken for the first. */
export function onClosed(sync: ConnectionSync): readonly BookCommand[] {
  const commands: BookCommand[] = []
  sync.next = undefined
  dropBooks(sync, sync.books.keys(), { kind: 'connection-closed' }, commands)
  return commands
}

/**
 * Takes in whether a book was crossed once the commands of a frame had been applied to it, changing the state it is handed.
 *
 * A crossed book is `suspect`, still changed and not published; it is given up when three checks over half a second found it crossed.
 */
export function onBookChecked(sync: ConnectionSync, product: string, crossed: boolean, timeUs: Us): readonly BookCommand[] {
  const book = sync.books.get(product)
  if (book === undefined || (book.state !== 'synced' && book.state !== 'suspect')) return []
  if (!crossed) {
    settle(book, 'synced')
    return []
  }
  const fault: FeedFault = { kind: 'crossed-book', product }
  book.crossedSinceUs ??= timeUs
  book.crossedChecks += 1
  if (book.state === 'synced') {
    book.state = 'suspect'
    return [{ do: 'count', fault }]
  }
  if (book.crossedChecks < CROSSED_CHECKS || timeUs - book.crossedSinceUs < CROSSED_US) return []
  settle(book, 'resyncing')
  return [{ do: 'drop-book', product, fault }]
}

/** The book is not to be believed, whatever the frames say: changes to it are refused until its next snapshot. */
export function giveUpBook(sync: ConnectionSync, product: string): void {
  const book = sync.books.get(product)
  if (book?.state === 'synced' || book?.state === 'suspect') settle(book, 'resyncing')
}

function onNumber(sync: ConnectionSync, received: number, commands: BookCommand[]): SyncStep['verdict'] {
  const expected = sync.next ?? received
  if (received < expected) {
    count(commands, { kind: 'late-frame', expected, received })
    return 'late'
  }
  sync.next = received + 1
  if (received === expected) return 'in-order'
  const fault: FeedFault = { kind: 'sequence-gap', expected, received }
  count(commands, fault)
  dropBooks(sync, sync.books.keys(), fault, commands)
  return 'gap'
}

function onUnreadable(sync: ConnectionSync, frame: UnreadableFrame, verdict: SyncStep['verdict'], commands: BookCommand[]): void {
  const fault: FeedFault = { kind: 'unreadable-frame', channel: frame.channel, issues: frame.issues }
  count(commands, fault)
  if (verdict === 'unnumbered') dropBooks(sync, sync.books.keys(), fault, commands)
  else if (verdict !== 'late' && frame.touchesBooks) {
    dropBooks(sync, frame.products.length > 0 ? frame.products : sync.books.keys(), fault, commands)
  }
}

function onBookEvent(sync: ConnectionSync, event: BookEvent, commands: BookCommand[]): void {
  const { type, product } = event
  const book = sync.books.get(product)
  if (type === 'snapshot') {
    if (book === undefined) sync.books.set(product, { state: 'synced', crossedChecks: 0, crossedSinceUs: undefined, listed: false })
    else settle(book, 'synced')
    commands.push({ do: 'replace-book', event })
  } else if (book?.state === 'synced' || book?.state === 'suspect') {
    commands.push({ do: 'change-book', event })
  } else {
    count(commands, { kind: 'unsynced-update', product })
  }
}

/** A list names all that is subscribed by now: a book that one has named and the next does not is no longer fed. */
function onList(sync: ConnectionSync, { events }: SubscriptionsFrame, commands: BookCommand[]): void {
  const named = new Set(events.flatMap(({ products }) => products['level2'] ?? []))
  for (const [product, book] of sync.books) {
    if (named.has(product)) {
      book.listed = true
    } else if (book.listed) {
      const fault: FeedFault = { kind: 'unsubscribed', product }
      if (book.state === 'synced' || book.state === 'suspect') count(commands, fault)
      dropBooks(sync, [product], fault, commands)
    }
  }
}

function dropBooks(sync: ConnectionSync, products: Iterable<string>, fault: FeedFault, commands: BookCommand[]): void {
  for (const product of products) {
    const book = sync.books.get(product)
    if (book === undefined || (book.state !== 'synced' && book.state !== 'suspect')) continue
    settle(book, 'resyncing')
    commands.push({ do: 'drop-book', product, fault })
  }
}

function settle(book: BookSync, state: BookState): void {
  book.state = state
  book.crossedChecks = 0
  book.crossedSinceUs = undefined
  if (state === 'resyncing') book.listed = false
}

function count(commands: BookCommand[], fault: FeedFault): void {
  commands.push({ do: 'count', fault })
}
