import type { BinanceMessage } from './messages.ts'

type Depth = Extract<BinanceMessage, { readonly kind: 'depth' }>
type Snapshot = Extract<BinanceMessage, { readonly kind: 'snapshot' }>

/** What becomes of the book of a product. */
export type DepthStep =
  | { readonly do: 'replace'; readonly snapshot: Snapshot; readonly changes: readonly Depth[] }
  | { readonly do: 'change'; readonly changes: Depth }
  | { readonly do: 'lose'; readonly reason: string }
  | { readonly do: 'nothing' }

/** Changes that are kept for a snapshot to come: some minutes of them, a hundred milliseconds apart. */
const MOST_KEPT = 3_000
const NOTHING: DepthStep = { do: 'nothing' }

/**
 * The book of one product by the venue's rule: changes apply from the first on that begins at or before the update after the snapshot and ends at or after it,
 * then each must begin where the one before it ended. Snapshots are asked for while changes already come, so that those before one are kept.
 *
 * @see https://developers.binance.com/docs/binance-spot-api-docs/web-socket-streams#how-to-manage-a-local-order-book-correctly
 */
export class DepthSync {
  #kept: Depth[] = []
  /** The last update that the book has; `undefined` while there is no book. */
  #lastId: number | undefined
  /** Whether changes have been applied since the snapshot. */
  #isJoined = false

  /** Changes have come. */
  onChanges(changes: Depth): DepthStep {
    const lastId = this.#lastId
    if (lastId === undefined) {
      this.#keep(changes)
      return NOTHING
    }
    if (!this.#isJoined && changes.lastId <= lastId) return NOTHING
    if (!follows(changes, lastId, this.#isJoined)) {
      this.#lastId = undefined
      this.#keep(changes)
      return { do: 'lose', reason: `sequence gap: expected update ${lastId + 1}, received ${changes.firstId}` }
    }
    this.#isJoined = true
    this.#lastId = changes.lastId
    return { do: 'change', changes }
  }

  /** A snapshot has come. One that is older than what is kept, or than the book, cannot be joined to what follows. */
  onSnapshot(snapshot: Snapshot): DepthStep {
    const later = this.#kept.filter(({ lastId }) => lastId > snapshot.lastId)
    const [first] = later
    if (this.#lastId !== undefined && snapshot.lastId < this.#lastId) return NOTHING
    if (first !== undefined && !follows(first, snapshot.lastId, false)) return NOTHING
    this.#kept = []
    this.#lastId = later.at(-1)?.lastId ?? snapshot.lastId
    this.#isJoined = later.length > 0
    return { do: 'replace', snapshot, changes: later }
  }

  #keep(changes: Depth): void {
    const before = this.#kept.at(-1)
    if (before !== undefined && !follows(changes, before.lastId, true)) this.#kept = []
    this.#kept.push(changes)
    if (this.#kept.length > MOST_KEPT) this.#kept.shift()
  }
}

/** Whether changes can be applied to a book that has so many updates, of which the last came from changes or from a snapshot. */
function follows({ firstId, lastId, previousId }: Depth, bookId: number, isJoined: boolean): boolean {
  if (!isJoined) return lastId > bookId && (firstId <= bookId + 1 || previousId === bookId)
  return previousId === undefined ? firstId === bookId + 1 : previousId === bookId
}
