import type { Us, VenueEvent } from '@of/core'
import type { RowDecoder } from '../csv/csv-lines.ts'
import type { Row } from '../csv/row.ts'
import { LevelColumns } from '../level-columns.ts'
import type { VenueFacts } from '../venue-facts.ts'
import { TardisStarts, TWO_BOOKS } from './columns.ts'

const IS_SNAPSHOT = 4
const SIDE = 5
const PRICE = 6
const AMOUNT = 7
const truths: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['false', false],
])
const sides: ReadonlyMap<string, 'bid' | 'ask'> = new Map([
  ['bid', 'bid'],
  ['ask', 'ask'],
])

/** A message of which all rows so far have been read. */
interface Message {
  readonly product: string
  readonly receivedUs: Us
  readonly isSnapshot: boolean
  timeUs: Us
}

/**
 * Reads `incremental_book_L2`: rows of one product that were received at one moment are one message. A snapshot that follows a snapshot is another piece
 * of it, one that follows changes replaces the book.
 *
 * @see https://docs.tardis.dev/downloadable-csv-files#incremental_book_l2
 */
export class TardisBookChanges implements RowDecoder {
  readonly #facts: VenueFacts
  readonly #starts: TardisStarts
  readonly #columns = new LevelColumns()
  readonly #inSnapshot = new Set<string>()
  #message: Message | undefined

  constructor(facts: VenueFacts) {
    this.#facts = facts
    this.#starts = new TardisStarts(facts)
  }

  decode(row: Row, events: VenueEvent[]): string | undefined {
    const { product, receivedUs, timeUs } = this.#starts.read(row)
    const isSnapshot = row.word(IS_SNAPSHOT, truths)
    const side = row.word(SIDE, sides)
    const price = row.positive(PRICE)
    const size = row.size(AMOUNT)
    if (row.complaint !== undefined || isSnapshot === undefined) return row.complaint
    let message = this.#message
    const goesOn =
      message !== undefined && message.product === product && message.receivedUs === receivedUs && message.isSnapshot === isSnapshot
    if (!goesOn || message === undefined) {
      if (this.#facts.sampled(product, 'l2-as-received') > 1) return TWO_BOOKS
      this.end(events)
      this.#message = message = { product, receivedUs, isSnapshot, timeUs }
    } else if (timeUs > message.timeUs) message.timeUs = timeUs
    this.#columns.add(side === 'ask', price, size)
    return undefined
  }

  end(events: VenueEvent[]): void {
    if (this.#message === undefined) return
    const { isSnapshot, product, receivedUs, timeUs } = this.#message
    const isFirst = isSnapshot && !this.#inSnapshot.has(product)
    if (isSnapshot) this.#inSnapshot.add(product)
    else this.#inSnapshot.delete(product)
    events.push({ kind: isFirst ? 'snapshot' : 'changes', product, timeUs, receivedUs, changes: this.#columns.take() })
    this.#message = undefined
  }
}
