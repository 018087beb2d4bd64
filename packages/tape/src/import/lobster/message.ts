import type { Aggressor, Us } from '@of/core'
import { fieldsOf } from '../csv/fields.ts'
import { decimalOf } from '../csv/decimal.ts'
import { secondsOf } from '../csv/instant.ts'
import { Row } from '../csv/row.ts'

/** What happened to an order, by LOBSTER's numbers from 1 to 7. */
export type LobsterType = 'submission' | 'cancellation' | 'deletion' | 'execution' | 'hidden-execution' | 'auction' | 'halt'

const TYPES: readonly LobsterType[] = ['submission', 'cancellation', 'deletion', 'execution', 'hidden-execution', 'auction', 'halt']

/** One line of a message file. */
export interface LobsterMessage {
  readonly type: LobsterType
  /** Since midnight, nanoseconds cut off. */
  readonly sinceMidnightUs: Us
  /** Shares. */
  readonly size: number
  /** Dollars; for a halt −1 when it begins, 0 when quoting resumes, 1 when trading does. */
  readonly price: number
  /** The side that took the resting order, whose own direction is what the file tells: a buy order was sold to. */
  readonly aggressor: Aggressor
}

const COLUMNS = ['time', 'type', 'order id', 'size', 'price', 'direction']
const TIME = 0
const TYPE = 1
const SIZE = 3
const PRICE = 4
const DIRECTION = 5
/** Prices are in units of 1/10,000 dollar. */
const UNITS_PER_DOLLAR = 10_000
/** A day of 25 hours is the longest. */
const MOST_SECONDS_US: Us = 90_000_000_000

/** Reads the lines of a message file. Some have a seventh column, which says nothing of the market. */
export class MessageRows {
  readonly #row = new Row(COLUMNS)

  /** Reads a line; or says what is wrong with it, going on from the words "line 7". */
  read(text: string): LobsterMessage | string {
    const row = this.#row
    const fields = fieldsOf(text, ',')
    row.take(fields?.length === COLUMNS.length + 1 ? fields.slice(0, -1) : fields)
    const sinceMidnightUs = readTime(row)
    const type = /^[1-7]$/.test(row.text(TYPE)) ? TYPES[Number(row.text(TYPE)) - 1] : undefined
    if (type === undefined) {
      row.complain(TYPE, 'a number from 1 to 7')
      return row.complaint ?? ''
    }
    const isTrade = type === 'execution' || type === 'hidden-execution'
    const size = isTrade ? row.positive(SIZE) : row.size(SIZE)
    const price = isTrade ? row.positive(PRICE) : readNumber(row, PRICE)
    const aggressor = readAggressor(row)
    return row.complaint ?? { type, sinceMidnightUs, size, price: type === 'halt' ? price : price / UNITS_PER_DOLLAR, aggressor }
  }
}

function readTime(row: Row): Us {
  const sinceMidnightUs = secondsOf(row.text(TIME)) ?? Infinity
  if (sinceMidnightUs > MOST_SECONDS_US) row.complain(TIME, 'seconds since midnight')
  return sinceMidnightUs
}

function readNumber(row: Row, column: number): number {
  const value = decimalOf(row.text(column))
  if (value === undefined) row.complain(column, 'a number')
  return value ?? 0
}

function readAggressor(row: Row): Aggressor {
  const direction = row.text(DIRECTION)
  if (direction !== '1' && direction !== '-1') row.complain(DIRECTION, '1 or -1')
  return direction === '1' ? 'sell' : 'buy'
}
