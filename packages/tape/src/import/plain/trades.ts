import type { Aggressor, Us, VenueEvent } from '@of/core'
import type { RowDecoder } from '../csv/csv-lines.ts'
import type { Row } from '../csv/row.ts'
import { Sides } from '../sides.ts'
import { UNNUMBERED } from '../trade-numbers.ts'
import { UNKNOWN_VENUE, type VenueFacts } from '../venue-facts.ts'
import { columnNames, columnOf } from './columns.ts'

const sides: ReadonlyMap<string, Aggressor> = new Map([
  ['buy', 'buy'],
  ['sell', 'sell'],
  ['b', 'buy'],
  ['s', 'sell'],
])
const UNTOLD: ReadonlySet<string> = new Set(['', 'unknown', 'n/a'])

/**
 * Reads anyone's trades: a time, a price and a size a row; the taker's side, a number and a product where there are such columns. In order of time, which is
 * the time of receipt too. Numbers are taken where each is above the one before it, else the trades are counted.
 */
export class PlainTrades implements RowDecoder {
  readonly #facts: VenueFacts
  readonly #sides: Sides
  readonly #product: string
  readonly #columns: Readonly<Record<'time' | 'price' | 'size' | 'side' | 'id' | 'product', number>>
  #nowUs: Us = 0

  /** Of columns with these names; `product` is what trades are of that do not say. */
  constructor(names: readonly string[], product: string, facts: VenueFacts) {
    this.#facts = facts
    this.#sides = new Sides(facts)
    this.#product = product.toUpperCase()
    this.#columns = {
      time: columnOf(names, columnNames.time),
      price: names.indexOf('price'),
      size: columnOf(names, columnNames.size),
      side: columnOf(names, columnNames.side),
      id: columnOf(names, columnNames.id),
      product: columnOf(names, columnNames.product),
    }
  }

  decode(row: Row, events: VenueEvent[]): string | undefined {
    const { id: idColumn, price: priceColumn, product: productColumn, side: sideColumn, size: sizeColumn, time } = this.#columns
    const timeUs = row.instant(time)
    if (timeUs < this.#nowUs) row.complain(time, 'no time before that of the row before')
    const price = row.positive(priceColumn)
    const size = row.positive(sizeColumn)
    const product = productColumn === -1 ? this.#product : row.name(productColumn).toUpperCase()
    const isTold = sideColumn !== -1 && !UNTOLD.has(row.text(sideColumn).toLowerCase())
    const told = isTold ? row.word(sideColumn, sides) : undefined
    const venueId = idColumn === -1 ? undefined : row.text(idColumn)
    if (venueId !== undefined && !/^\d{1,15}$/.test(venueId)) row.complain(idColumn, 'the number of a trade')
    if (row.complaint !== undefined) return row.complaint
    this.#nowUs = timeUs
    this.#facts.meet(product, UNKNOWN_VENUE)
    const aggressor = this.#sides.of(product, price, told)
    if (aggressor === undefined) return undefined
    const id = venueId === undefined ? UNNUMBERED : Number(venueId)
    events.push({ kind: 'trade', product, receivedUs: timeUs, trade: { id, timeUs, price, size, aggressor }, isHidden: false })
    return undefined
  }

  end(): void {}
}
