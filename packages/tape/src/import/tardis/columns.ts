import type { Us } from '@of/core'
import type { Row } from '../csv/row.ts'
import type { VenueFacts } from '../venue-facts.ts'

/** The kinds of files of tardis.dev that are read. */
export type TardisKind = 'incremental_book_L2' | 'trades' | 'book_snapshot' | 'quotes'

const EXCHANGE = 0
const SYMBOL = 1
const TIME = 2
const LOCAL_TIME = 3
const COMMON = ['exchange', 'symbol', 'timestamp', 'local_timestamp']
const KINDS: readonly (readonly [kind: TardisKind, rest: RegExp])[] = [
  ['incremental_book_L2', /^is_snapshot,side,price,amount$/],
  ['trades', /^id,side,price,amount$/],
  ['quotes', /^ask_amount,ask_price,bid_price,bid_amount$/],
  ['book_snapshot', /^asks\[0\]\.price,asks\[0\]\.amount,bids\[0\]\.price,bids\[0\]\.amount(,(asks|bids)\[\d+\]\.(price|amount))*$/],
]

/**
 * Which kind of file has these columns; `undefined` for none of tardis.dev, or one that is not read.
 *
 * @see https://docs.tardis.dev/downloadable-csv-files
 */
export function tardisKindOf(names: readonly string[]): TardisKind | undefined {
  if (!COMMON.every((name, column) => names[column] === name)) return undefined
  const rest = names.slice(COMMON.length).join(',')
  return KINDS.find(([, pattern]) => pattern.test(rest))?.[0]
}

/** What is wrong where two kinds of files tell the book of one product. */
export const TWO_BOOKS = 'tells a book that a file of another kind tells too'

/** What every row begins with. */
export interface TardisStart {
  /** In capital letters, as those of other recordings are. */
  readonly product: string
  readonly venue: string
  /** Of the venue, or where it tells none, of the receipt. */
  readonly timeUs: Us
  readonly receivedUs: Us
}

/** Reads what every row begins with, in the order of receipt. */
export class TardisStarts {
  readonly #facts: VenueFacts
  readonly #venues = new Map<string, string>()
  readonly #products = new Map<string, string>()
  #receivedUs: Us = 0

  constructor(facts: VenueFacts) {
    this.#facts = facts
  }

  /** Reads a row; what is wrong is told to it. */
  read(row: Row): TardisStart {
    const venue = nameOf(row, EXCHANGE, this.#venues)
    const product = nameOf(row, SYMBOL, this.#products)
    const receivedUs = row.micros(LOCAL_TIME)
    if (receivedUs < this.#receivedUs) row.complain(LOCAL_TIME, `no time before ${this.#receivedUs}`)
    const timeUs = row.micros(TIME)
    if (row.complaint === undefined) {
      this.#receivedUs = receivedUs
      const known = this.#facts.meet(product, venue)
      if (known !== venue) row.complain(EXCHANGE, `${known}, as before for this symbol`)
    }
    return { product, venue, timeUs, receivedUs }
  }
}

/** A name that was met before needs no second look. */
function nameOf(row: Row, column: number, known: Map<string, string>): string {
  const text = row.text(column)
  const met = known.get(text)
  if (met !== undefined) return met
  const name = column === SYMBOL ? row.name(column).toUpperCase() : row.name(column).toLowerCase()
  if (row.complaint === undefined) known.set(text, name)
  return name
}
