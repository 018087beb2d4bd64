import type { Heatmap } from '@of/api'
import { type BookView, SECOND_US, type Us } from '@of/core'
import { bestOf, edgeOfRow, niceStep, rounded, rowOf } from './rows.ts'

/** How far apart columns are, how long they are kept, how far they reach on either side of mid, and in how many rows at most. */
export const STEP_US: Us = 5 * SECOND_US
const KEPT_COLUMNS = 1_440
const REACH_BPS = 50
const MOST_ROWS = 240
const MOST_TOLD_ROWS = 480

/** What rested near mid as a step ended. */
export interface Column {
  readonly startUs: Us
  readonly bestBid: number | null
  readonly bestAsk: number | null
  /** The number of its lowest row. */
  readonly firstRow: number
  /** Base units by row; `undefined` where the book was not believed. */
  readonly sizes: Float32Array | undefined
  /** What had flowed as the step ended; `undefined` where that is not kept. */
  readonly flow: Flow | undefined
}

/** What flows, as features tell it; `null` where they do not. */
export type Flow = Pick<Heatmap['columns'][number], 'cvd' | 'ofi' | 'momentum' | 'momentumZ'>

const noFlow: Flow = { cvd: null, ofi: null, momentum: null, momentumZ: null }

type Columns = Pick<Heatmap, 'stepUs' | 'low' | 'rowSize' | 'rows' | 'columns'>

/** What is remembered of a heatmap, as plain data. */
export interface HeatState {
  readonly columns: readonly Column[]
  readonly rowSize: number | undefined
}

/** What rested near mid over time: a column each five seconds, for two hours. */
export class Heat {
  readonly #columns: Column[]
  #rowSize: number | undefined

  /** Goes on with what was remembered. */
  constructor({ columns, rowSize }: HeatState = { columns: [], rowSize: undefined }) {
    this.#columns = [...columns]
    this.#rowSize = rowSize
  }

  /** What is remembered, to be written down at once: it goes on changing. */
  get state(): HeatState {
    return { columns: this.#columns, rowSize: this.#rowSize }
  }

  /** The start of the oldest column. */
  get firstUs(): Us | undefined {
    return this.#columns[0]?.startUs
  }

  /** The newest column. */
  get last(): Column | undefined {
    return this.#columns.at(-1)
  }

  /** The height of a row; `undefined` before the first book. */
  get rowSize(): number | undefined {
    return this.#rowSize
  }

  /** The start of the newest column. */
  get lastUs(): Us | undefined {
    return this.#columns.at(-1)?.startUs
  }

  /** Looks at the book at the end of a step; `undefined` where it is not believed. */
  onStep(startUs: Us, book: BookView | undefined, tick: number, flow?: Flow): void {
    this.#columns.push({ ...this.#columnOf(startUs, book, tick), flow })
    if (this.#columns.length > KEPT_COLUMNS) this.#columns.shift()
  }

  /** The columns of a span of time on one grid of rows. */
  between(fromUs: Us, toUs: Us, most: number): Columns {
    const columns = this.#columns.filter(({ startUs }) => startUs >= fromUs && startUs < toUs).slice(-most)
    return gridOf(columns, { stepUs: STEP_US, rowSize: this.#rowSize ?? 1 })
  }

  #columnOf(startUs: Us, book: BookView | undefined, tick: number): Omit<Column, 'flow'> {
    const bestBid = book && bestOf(book.bids)
    const bestAsk = book && bestOf(book.asks)
    if (book === undefined || bestBid === undefined || bestAsk === undefined)
      return { startUs, bestBid: null, bestAsk: null, firstRow: 0, sizes: undefined }
    const mid = (bestBid + bestAsk) / 2
    const reach = (mid * REACH_BPS) / 1e4
    // A product that has moved far keeps its rows: they stay comparable, and the reach bounds how many a column has.
    this.#rowSize ??= niceStep((2 * reach) / MOST_ROWS, tick)
    const rowSize = this.#rowSize
    const firstRow = rowOf(mid - reach, rowSize)
    const count = Math.min(4 * MOST_ROWS, rowOf(mid + reach, rowSize) - firstRow + 1)
    const sizes = new Float32Array(count)
    for (const side of [book.bids, book.asks]) {
      side.walk((price, size) => {
        const row = rowOf(price, rowSize) - firstRow
        if (row < 0 || row >= count) return false
        sizes[row]! += size
        return true
      })
    }
    return { startUs, bestBid, bestAsk, firstRow, sizes }
  }
}

/** How columns were made. */
interface Made {
  readonly stepUs: Us
  readonly rowSize: number
}

/** Columns that have rows of one height, on one grid. */
export function gridOf(columns: readonly Column[], made: Made): Columns {
  const known = columns.flatMap(({ firstRow, sizes }) => (sizes === undefined ? [] : [{ firstRow, end: firstRow + sizes.length }]))
  const lowest = Math.min(...known.map(({ firstRow }) => firstRow))
  const end = Math.max(...known.map((span) => span.end))
  // Rows of a market that went far are summed, so that an answer stays in bounds.
  const fold = known.length > 0 ? Math.max(1, Math.ceil((end - lowest) / MOST_TOLD_ROWS)) : 1
  const rowSize = rounded(made.rowSize * fold)
  const first = known.length > 0 ? Math.floor(lowest / fold) : 0
  const rows = known.length > 0 ? Math.ceil(end / fold) - first : 0
  return {
    stepUs: made.stepUs,
    low: edgeOfRow(first, rowSize),
    rowSize,
    rows,
    columns: columns.map(({ bestAsk, bestBid, firstRow, flow = noFlow, sizes, startUs }) => ({
      startUs,
      bestBid,
      bestAsk,
      sizes: sizes === undefined ? null : onGrid(sizes, { firstRow, first, fold, rows }),
      ...flow,
    })),
  }
}

interface Grid {
  /** The column's own lowest row. */
  readonly firstRow: number
  /** The lowest row of the grid, of which each holds `fold` of the column's. */
  readonly first: number
  readonly fold: number
  readonly rows: number
}

/** Sizes to four digits, which is more than a colour can show. */
function onGrid(sizes: Float32Array, { first, firstRow, fold, rows }: Grid): number[] {
  const grid = Array.from({ length: rows }, () => 0)
  sizes.forEach((size, row) => {
    grid[Math.floor((firstRow + row) / fold) - first]! += size
  })
  return grid.map((size) => Number(size.toPrecision(4)))
}
