import { NOWHERE } from './byte-window.ts'
import { Literal } from './literal.ts'
import { jsonWholeAt } from './whole-at.ts'
import { timeAt } from './time-at.ts'

const TIMESTAMP = new Literal('"timestamp":"')
const SEQUENCE = new Literal('","sequence_num":')
const EVENTS = new Literal(',"events":[{')

/** Frames carried this until 2025. */
const CLIENT = new Literal('"client_id":"",')

/** The row of a column that holds the frame's number. */
export const SEQUENCE_ROW = 0

/** The row that holds when it was sent, µs. */
export const TIME_ROW = 1

/** Reads what a frame carries between its channel and its first event into a column; the place in that event, or `NOWHERE`. */
export function envelopeAt(at: number, column: Float64Array): number {
  let place = CLIENT.isAt(at) ? at + CLIENT.length : at
  if (!TIMESTAMP.isAt(place)) return NOWHERE
  place = timeAt(place + TIMESTAMP.length, column, TIME_ROW)
  if (!SEQUENCE.isAt(place) || Number.isNaN(column[TIME_ROW])) return NOWHERE
  place = jsonWholeAt(place + SEQUENCE.length, column, SEQUENCE_ROW)
  return EVENTS.isAt(place) ? place + EVENTS.length : NOWHERE
}
