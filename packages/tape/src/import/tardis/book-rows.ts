import type { VenueEvent } from '@of/core'
import type { RowDecoder } from '../csv/csv-lines.ts'
import type { Row } from '../csv/row.ts'
import { LevelColumns } from '../level-columns.ts'
import { bookEvent, RowBook, type RowSide } from '../row-book.ts'
import type { VenueFacts } from '../venue-facts.ts'
import { TardisStarts, TWO_BOOKS } from './columns.ts'

/** Where price and size of a level stand. */
interface LevelPlace {
  readonly price: number
  readonly size: number
}

interface Told {
  readonly book: RowBook
  isCrossed: boolean
}

/**
 * Reads `book_snapshot_5`, `book_snapshot_25` and `quotes`: the best levels of a book, a row each time they change.
 *
 * @see https://docs.tardis.dev/downloadable-csv-files#book_snapshot_25
 */
export class TardisBookRows implements RowDecoder {
  readonly #facts: VenueFacts
  readonly #starts: TardisStarts
  readonly #asks: readonly LevelPlace[]
  readonly #bids: readonly LevelPlace[]
  readonly #columns = new LevelColumns()
  readonly #sampling: string
  readonly #told = new Map<string, Told>()

  constructor(names: readonly string[], facts: VenueFacts) {
    this.#facts = facts
    this.#starts = new TardisStarts(facts)
    this.#asks = placesOf('ask', names)
    this.#bids = placesOf('bid', names)
    this.#sampling = this.#asks.length === 1 ? 'best-as-received' : `best-${this.#asks.length}-as-received`
  }

  decode(row: Row, events: VenueEvent[]): string | undefined {
    const { product, receivedUs, timeUs } = this.#starts.read(row)
    if (row.complaint !== undefined) return row.complaint
    const told = this.#told.get(product) ?? this.#meet(product)
    if (told === undefined) return TWO_BOOKS
    const { book } = told
    readSide(row, this.#asks, book.asks)
    readSide(row, this.#bids, book.bids)
    const complaint = row.complaint ?? book.disorder
    if (complaint !== undefined) return complaint
    const news = book.tell(this.#columns)
    if (news !== 'crossed') events.push(bookEvent(news, { product, timeUs, receivedUs, changes: this.#columns.take() }, this.#asks.length))
    else if (!told.isCrossed) events.push({ kind: 'book-lost', product, timeUs, receivedUs, reason: 'best bid at or above best ask' })
    told.isCrossed = news === 'crossed'
    return undefined
  }

  end(): void {}

  #meet(product: string): Told | undefined {
    if (this.#facts.sampled(product, this.#sampling) > 1) return undefined
    const told = { book: new RowBook(this.#asks.length), isCrossed: false }
    this.#told.set(product, told)
    return told
  }
}

function placesOf(side: 'ask' | 'bid', names: readonly string[]): readonly LevelPlace[] {
  const price = names.indexOf(`${side}_price`)
  if (price !== -1) return [{ price, size: names.indexOf(`${side}_amount`) }]
  const places: LevelPlace[] = []
  for (let rank = 0; names.includes(`${side}s[${rank}].price`); rank++) {
    places.push({ price: names.indexOf(`${side}s[${rank}].price`), size: names.indexOf(`${side}s[${rank}].amount`) })
  }
  return places
}

/** Reads the levels that are there; the fields of one that is not are empty. */
function readSide(row: Row, places: readonly LevelPlace[], side: RowSide): void {
  side.count = 0
  for (const place of places) {
    if (row.text(place.price) === '' && row.text(place.size) === '') continue
    side.prices[side.count] = row.positive(place.price)
    side.sizes[side.count] = row.positive(place.size)
    side.count += 1
  }
}
