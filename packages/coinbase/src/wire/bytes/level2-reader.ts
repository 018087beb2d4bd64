import type { LevelChanges } from '@of/core'
import type { BookEvent, Level2Frame } from '../level2.ts'
import { byteWindow, NOWHERE, VIEW } from './byte-window.ts'
import { decimalAt } from './decimal-at.ts'
import { envelopeAt, SEQUENCE_ROW, TIME_ROW } from './envelope-at.ts'
import { fourBytes, Literal } from './literal.ts'
import { productAt, productName } from './product-names.ts'
import { timeAt } from './time-at.ts'
import type { Writable } from './writable.ts'

const UPDATE = new Literal('"type":"update","product_id":"')
const SNAPSHOT = new Literal('"type":"snapshot","product_id":"')
const UPDATES = new Literal('","updates":[')
const BID = new Literal('{"side":"bid","event_time":"')
const OFFER = new Literal('{"side":"offer","event_time":"')
const PRICE = new Literal('","price_level":"')
const SIZE = new Literal('","new_quantity":"')
const SIZE_BYTES = SIZE.length
const TAKEN_AWAY = fourBytes('0"},')
const LEVEL_ENDS = fourBytes('"}]}')
const LEVEL_FOLLOWS = fourBytes('"},{')
const FRAME_ENDS = fourBytes(']}]}')

const SHORTEST_TIME = '2000-01-01T00:00:00Z'.length
const SHORTEST_LEVEL = BID.length + SHORTEST_TIME + PRICE.length + 1 + SIZE.length + 1 + '"},'.length

/** The row of a level's time, behind those of the envelope. */
const EVENT_TIME_ROW = 2

/** Rows for all updates but the longest. */
const ROWS = 512

/** Reads frames of the `level2` channel, of one event each, as the venue sends them. */
export class Level2Reader {
  readonly #column = new Float64Array(3)
  #latestUs = 0
  readonly #rows = columnsOf(ROWS)
  readonly #event: Writable<BookEvent> = { type: 'update', product: '', timeUs: 0, changes: this.#rows }
  readonly #frame: Writable<Level2Frame> = { kind: 'level2', sequence: 0, timeUs: 0, events: [this.#event], unknownKeys: 0 }

  /** Reads the frame in the window, of that many bytes, from behind its channel on; `undefined` unless it has the usual form. */
  read(at: number, bytes: number): Level2Frame | undefined {
    const event = this.#event
    let place = envelopeAt(at, this.#column)
    if (UPDATE.isAt(place)) {
      event.type = 'update'
      place += UPDATE.length
    } else if (SNAPSHOT.isAt(place)) {
      event.type = 'snapshot'
      place += SNAPSHOT.length
    } else return undefined

    const product = productAt(place)
    if (product < 0) return undefined
    event.product = productName(product)
    place += event.product.length
    if (!UPDATES.isAt(place)) return undefined
    place += UPDATES.length
    const most = Math.ceil(bytes / SHORTEST_LEVEL)
    // A snapshot's columns are its own: no reader holds on to megabytes for the few that it reads.
    const changes = most > ROWS ? columnsOf(most) : this.#rows
    event.changes = changes
    if (!this.#hasNoLevels(place, changes) && !this.#readLevels(place, changes)) return undefined

    this.#frame.sequence = this.#column[SEQUENCE_ROW]!
    this.#frame.timeUs = this.#column[TIME_ROW]!
    return this.#frame
  }

  /** A book without levels has no time. */
  #hasNoLevels(at: number, changes: Writable<LevelChanges>): boolean {
    if (VIEW.getUint32(at, true) !== FRAME_ENDS || !byteWindow.endsAt(at + 4)) return false
    changes.to = 0
    this.#event.timeUs = undefined
    return true
  }

  #readLevels(first: number, changes: Writable<LevelChanges>): boolean {
    const { asks, prices, sizes } = changes
    const view = VIEW
    let { lookTo } = byteWindow
    let row = 0
    let place = first | 0
    let ask = 0
    // Up to their price and between it and their size, levels of a side nearly always have the bytes of the one before, which still
    // stands in the window and was verified.
    let head = NOWHERE
    let headBytes = 0
    let middle = NOWHERE
    this.#latestUs = Number.NEGATIVE_INFINITY
    for (;;) {
      if (isSameHead(view, place, head, headBytes)) place = (place + headBytes) | 0
      else {
        const isBid = BID.isAt(place)
        if (!isBid && !OFFER.isAt(place)) return false
        ask = isBid ? 0 : 1
        const end = this.#pastTime(place + (isBid ? BID.length : OFFER.length))
        if (!PRICE.isAt(end)) return false
        head = place
        headBytes = end + PRICE.length - place
        place = end + PRICE.length
      }
      asks[row] = ask
      place = decimalAt(place, prices, row)
      if (!isSameMiddle(view, place, middle)) {
        if (!SIZE.isAt(place)) return false
        middle = place
      }
      if (prices[row] === 0) return false
      place = sizeAt((place + SIZE_BYTES) | 0, sizes, row)
      row = (row + 1) | 0
      if (view.getUint32(place, true) !== LEVEL_FOLLOWS) break
      place = (place + 3) | 0
      if (place > lookTo) {
        place = byteWindow.moveTo(place)
        lookTo = byteWindow.lookTo
        head = NOWHERE
        middle = NOWHERE
      }
    }
    changes.to = row
    this.#event.timeUs = this.#latestUs === Number.NEGATIVE_INFINITY ? undefined : this.#latestUs
    return view.getUint32(place, true) === LEVEL_ENDS && view.getUint32(place + 2, true) === FRAME_ENDS && byteWindow.endsAt(place + 6)
  }

  /** Reads the time of a level; where it ends, or `NOWHERE`. */
  #pastTime(at: number): number {
    const end = timeAt(at, this.#column, EVENT_TIME_ROW)
    const timeUs = this.#column[EVENT_TIME_ROW]!
    if (end !== NOWHERE && timeUs > this.#latestUs) this.#latestUs = timeUs
    return end
  }
}

/** Whether a level begins at a place as one at another does, whose head has that many bytes: 65 to 77. */
function isSameHead(view: DataView, at: number, other: number, bytes: number): boolean {
  const tail = bytes - 16
  return (
    view.getFloat64(at, true) === view.getFloat64(other, true) &&
    view.getFloat64(at + 8, true) === view.getFloat64(other + 8, true) &&
    view.getFloat64(at + 16, true) === view.getFloat64(other + 16, true) &&
    view.getFloat64(at + 24, true) === view.getFloat64(other + 24, true) &&
    view.getFloat64(at + 32, true) === view.getFloat64(other + 32, true) &&
    view.getFloat64(at + 40, true) === view.getFloat64(other + 40, true) &&
    view.getFloat64(at + 48, true) === view.getFloat64(other + 48, true) &&
    view.getFloat64(at + 56, true) === view.getFloat64(other + 56, true) &&
    view.getFloat64(at + tail, true) === view.getFloat64(other + tail, true) &&
    view.getFloat64(at + tail + 8, true) === view.getFloat64(other + tail + 8, true)
  )
}

/** Whether between the price and the size of a level stands what stands there at another. */
function isSameMiddle(view: DataView, at: number, other: number): boolean {
  return (
    view.getFloat64(at, true) === view.getFloat64(other, true) &&
    view.getFloat64(at + 8, true) === view.getFloat64(other + 8, true) &&
    view.getFloat64(at + SIZE_BYTES - 8, true) === view.getFloat64(other + SIZE_BYTES - 8, true)
  )
}

/** Reads a size, which in nearly half of all levels is none. */
function sizeAt(at: number, sizes: Float64Array, row: number): number {
  if (VIEW.getUint32(at, true) !== TAKEN_AWAY) return decimalAt(at, sizes, row)
  sizes[row] = 0
  return at + 1
}

function columnsOf(rows: number): Writable<LevelChanges> {
  return { asks: new Uint8Array(rows), prices: new Float64Array(rows), sizes: new Float64Array(rows), from: 0, to: 0 }
}
