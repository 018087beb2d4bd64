import type { Book } from '@of/api'
import type { HeatColumn } from '../data/merge.ts'
import type { HeatScene } from './heat-scene.ts'

/** What rests on a side in a row of prices. */
export interface RestingRow {
  readonly side: 'bid' | 'ask'
  /** Prices from `row` times the height of rows on. */
  readonly row: number
  /** Quote currency. */
  readonly notional: number
}

/** A column that is older than so many columns tells nothing of the present book. */
const FRESH_COLUMNS = 3

interface Resting {
  readonly side: 'bid' | 'ask'
  readonly price: number
  readonly size: number
}

/** The present book in rows of a height: the levels that it tells, and beyond them what rested in the newest column. None while it is not believed. */
export function restingRows({ book, heat, isBookLive, nowUs }: Omit<HeatScene, 'orders' | 'zone'>, rowSize: number): readonly RestingRow[] {
  if (book === undefined || !isBookLive) return []
  const newest = heat.columns.at(-1)
  const isFresh = newest !== undefined && nowUs - newest.startUs <= FRESH_COLUMNS * heat.stepUs
  const rows = new Map<string, { readonly side: 'bid' | 'ask'; readonly row: number; notional: number }>()
  for (const { price, side, size } of [...levelsOf(book), ...(isFresh ? beyond(book, newest) : [])]) {
    const row = Math.floor(price / rowSize + 1e-9)
    const key = `${side}${row}`
    const held = rows.get(key)
    if (held === undefined) rows.set(key, { side, row, notional: price * size })
    else held.notional += price * size
  }
  return [...rows.values()]
}

function levelsOf({ asks, bids }: Book): readonly Resting[] {
  return [...bids.map((level) => ({ ...level, side: 'bid' as const })), ...asks.map((level) => ({ ...level, side: 'ask' as const }))]
}

/** What rested farther from the middle than the levels that the book tells, each row of the column at its middle: none that such a level is in. */
function beyond({ asks, bids }: Book, { low, rowSize, sizes }: HeatColumn): readonly Resting[] {
  const [top, bottom] = [asks.at(-1)?.price, bids.at(-1)?.price]
  if (top === undefined || bottom === undefined) return []
  return (sizes ?? []).flatMap((size, i) => {
    const from = low + i * rowSize
    const isAsk = from > top
    if (size <= 0 || (!isAsk && from + rowSize > bottom)) return []
    return [{ side: isAsk ? ('ask' as const) : ('bid' as const), price: from + rowSize / 2, size }]
  })
}
