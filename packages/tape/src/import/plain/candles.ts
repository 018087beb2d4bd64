import { MINUTE_US, type Us, type VenueEvent } from '@of/core'
import type { RowDecoder } from '../csv/csv-lines.ts'
import type { Row } from '../csv/row.ts'
import { UNKNOWN_VENUE, type VenueFacts } from '../venue-facts.ts'
import { columnNames, columnOf } from './columns.ts'

/** Reads anyone's one-minute candles: when each begins, its prices and its volume. Each is known when its minute has passed. */
export class PlainCandles implements RowDecoder {
  readonly #facts: VenueFacts
  readonly #product: string
  readonly #columns: Readonly<Record<'time' | 'open' | 'high' | 'low' | 'close' | 'volume' | 'product', number>>
  #nowUs: Us = 0

  /** Of columns with these names; `product` is what candles are of that do not say. */
  constructor(names: readonly string[], product: string, facts: VenueFacts) {
    this.#facts = facts
    this.#product = product.toUpperCase()
    this.#columns = {
      time: columnOf(names, columnNames.time),
      open: names.indexOf('open'),
      high: names.indexOf('high'),
      low: names.indexOf('low'),
      close: names.indexOf('close'),
      volume: columnOf(names, columnNames.volume),
      product: columnOf(names, columnNames.product),
    }
  }

  decode(row: Row, events: VenueEvent[]): string | undefined {
    const { close: closeColumn, high: highColumn, low: lowColumn, open: openColumn, product: productColumn, time, volume } = this.#columns
    const startUs = row.instant(time)
    if (startUs % MINUTE_US !== 0) row.complain(time, 'the start of a minute')
    if (startUs < this.#nowUs) row.complain(time, 'no time before that of the row before')
    const open = row.positive(openColumn)
    const high = row.positive(highColumn)
    const low = row.positive(lowColumn)
    const close = row.positive(closeColumn)
    if (high < Math.max(open, close, low)) row.complain(highColumn, `a price no lower than ${Math.max(open, close, low)}`)
    if (low > Math.min(open, close)) row.complain(lowColumn, `a price no higher than ${Math.min(open, close)}`)
    const candle = { startUs, open, high, low, close, volume: row.size(volume) }
    const product = productColumn === -1 ? this.#product : row.name(productColumn).toUpperCase()
    if (row.complaint !== undefined) return row.complaint
    this.#nowUs = startUs
    this.#facts.meet(product, UNKNOWN_VENUE)
    events.push({ kind: 'candle', product, receivedUs: startUs + MINUTE_US, candle })
    return undefined
  }

  end(): void {}
}
