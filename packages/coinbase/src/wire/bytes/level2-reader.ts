import type { LevelChanges } from '@of/core'
import type { BookEvent, Level2Frame } from '../level2.ts'
import { byteWindow } from './byte-window.ts'
import { level2Kernel } from './level2-kernel.ts'
import { productAt, productName } from './product-names.ts'
import type { Writable } from './writable.ts'

const SHORTEST_LEVEL = '{"side":"bid","event_time":"2000-01-01T00:00:00Z","price_level":"1","new_quantity":"0"},'.length

/** Rows for all updates but the longest. */
const ROWS = 512

/**
 * Reads frames of the `level2` channel, of one event each, as the venue sends them. Without WebAssembly it refuses all of them,
 * and they are read the slow way.
 */
export class Level2Reader {
  readonly #kernel = level2Kernel
  readonly #rows = columnsOf(ROWS)
  readonly #event: Writable<BookEvent> = { type: 'update', product: '', timeUs: 0, changes: this.#rows }
  readonly #frame: Writable<Level2Frame> = { kind: 'level2', sequence: 0, timeUs: 0, events: [this.#event], unknownKeys: 0 }

  /** Reads the frame in the window, of that many bytes, from behind its channel on; `undefined` unless it has the usual form. */
  read(at: number, bytes: number): Level2Frame | undefined {
    const kernel = this.#kernel
    if (kernel === undefined) return undefined
    const rows = kernel.readFrame(at, byteWindow.lookTo)
    if (rows < 0) return undefined
    const product = productAt(kernel.productAt)
    if (product < 0) return undefined

    const event = this.#event
    event.product = productName(product)
    event.type = kernel.isSnapshot ? 'snapshot' : 'update'
    const most = Math.ceil(bytes / SHORTEST_LEVEL)
    // A snapshot's columns are its own: no reader holds on to megabytes for the few that it reads.
    const changes = most > ROWS ? columnsOf(most) : this.#rows
    event.changes = changes
    changes.to = takeRows(kernel, rows, changes, 0)
    while (kernel.isPaused) {
      const place = byteWindow.moveTo(kernel.place)
      const more = kernel.readLevels(place, byteWindow.lookTo)
      if (more < 0) return undefined
      changes.to = takeRows(kernel, more, changes, changes.to)
    }
    if (!byteWindow.endsAt(kernel.place)) return undefined

    // A book without levels has no time.
    event.timeUs = kernel.latestUs === Number.NEGATIVE_INFINITY ? undefined : kernel.latestUs
    this.#frame.sequence = kernel.sequence
    this.#frame.timeUs = kernel.timeUs
    return this.#frame
  }
}

/** Copies so many rows, which another reader of this thread will overwrite, behind those that are there; how many there are then. */
function takeRows(from: Omit<LevelChanges, 'from' | 'to'>, rows: number, { asks, prices, sizes }: LevelChanges, first: number): number {
  let to = first
  for (let row = 0; row < rows; row++) {
    asks[to] = from.asks[row]!
    prices[to] = from.prices[row]!
    sizes[to] = from.sizes[row]!
    to = (to + 1) | 0
  }
  return to
}

function columnsOf(rows: number): Writable<LevelChanges> {
  return { asks: new Uint8Array(rows), prices: new Float64Array(rows), sizes: new Float64Array(rows), from: 0, to: 0 }
}
