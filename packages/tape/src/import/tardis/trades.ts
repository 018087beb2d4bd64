import type { Aggressor, VenueEvent } from '@of/core'
import type { RowDecoder } from '../csv/csv-lines.ts'
import type { Row } from '../csv/row.ts'
import { Sides } from '../sides.ts'
import { UNNUMBERED } from '../trade-numbers.ts'
import type { VenueFacts } from '../venue-facts.ts'
import { TardisStarts } from './columns.ts'

const ID = 4
const SIDE = 5
const PRICE = 6
const AMOUNT = 7
const sides: ReadonlyMap<string, Aggressor | undefined> = new Map([
  ['buy', 'buy'],
  ['sell', 'sell'],
])
const UNKNOWN = 'unknown'
/** Venues that number the trades of a product without a gap. The trades of the others are counted here. */
const NUMBERING: ReadonlySet<string> = new Set(['binance', 'binance-us', 'binance-futures', 'binance-delivery', 'coinbase', 'gdax'])

/**
 * Reads `trades`, whose side is the taker's.
 *
 * @see https://docs.tardis.dev/downloadable-csv-files#trades
 */
export class TardisTrades implements RowDecoder {
  readonly #starts: TardisStarts
  readonly #sides: Sides

  constructor(facts: VenueFacts) {
    this.#starts = new TardisStarts(facts)
    this.#sides = new Sides(facts)
  }

  decode(row: Row, events: VenueEvent[]): string | undefined {
    const { product, receivedUs, timeUs, venue } = this.#starts.read(row)
    const isNumbered = NUMBERING.has(venue)
    const venueId = row.text(ID)
    if (isNumbered && !/^\d{1,15}$/.test(venueId)) row.complain(ID, 'the number of a trade')
    const told = row.text(SIDE) === UNKNOWN ? undefined : row.word(SIDE, sides)
    const price = row.positive(PRICE)
    const size = row.positive(AMOUNT)
    if (row.complaint !== undefined) return row.complaint
    const aggressor = this.#sides.of(product, price, told)
    if (aggressor === undefined) return undefined
    const id = isNumbered ? Number(venueId) : UNNUMBERED
    events.push({ kind: 'trade', product, receivedUs, trade: { id, timeUs, price, size, aggressor }, isHidden: false })
    return undefined
  }

  end(): void {}
}
