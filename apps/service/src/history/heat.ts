import type { Heatmap } from '@of/api'
import { MINUTE_US } from '@of/core'
import type { HeatColumn, HistoryStore } from '@of/store'
import { type Column, gridOf } from '../market/heat.ts'
import { edgeOfRow, rowOf } from '../market/rows.ts'
import { heatmapIn, type Span } from '../present/chart.ts'
import type { Moment } from '../present/moment.ts'

/** Columns that a page reads of the store at most. */
const MOST_COLUMNS = 3_000

/** The heatmap of a span; from the store, in columns a minute wide, where it begins before what is remembered. */
export async function heatmapOver(moment: Moment, span: Span, store: HistoryStore | undefined): Promise<Heatmap> {
  const { market, origin, product } = moment
  const { fromUs, limit, toUs } = span
  if (store === undefined || fromUs === undefined || fromUs >= (market.heat.firstUs ?? Infinity)) return heatmapIn(moment, span)
  const stored = await store.heat({ product, fromUs, toUs, limit: Math.min(limit, MOST_COLUMNS) })
  const rowSize = Math.max(...stored.map((column) => column.rowSize), market.heat.rowSize ?? 0)
  const columns = stored.map((column) => regridded(column, rowSize))
  const grid = gridOf(columns, { stepUs: MINUTE_US, rowSize: rowSize > 0 ? rowSize : 1 })
  return { product, origin, ...grid, walls: market.goneWalls.between(fromUs, toUs ?? Infinity) }
}

/** A column in rows of another height, which is not less than its own. */
function regridded({ bestAsk, bestBid, firstRow, rowSize: own, sizes, startUs }: HeatColumn, rowSize: number): Column {
  if (sizes === null) return { startUs, bestBid, bestAsk, firstRow: 0, sizes: undefined, flow: undefined }
  const at = (row: number): number => rowOf(edgeOfRow(firstRow + row, own), rowSize)
  const first = at(0)
  const rows = new Float32Array(at(sizes.length - 1) - first + 1)
  sizes.forEach((size, row) => {
    rows[at(row) - first]! += size
  })
  return { startUs, bestBid, bestAsk, firstRow: first, sizes: rows, flow: undefined }
}

/** The column of a minute as it is kept: what rested as the minute ended. */
export function keptColumn({ bestAsk, bestBid, firstRow, sizes }: Column, startUs: number, rowSize: number): HeatColumn {
  return { startUs, rowSize, firstRow, bestBid, bestAsk, sizes: sizes === undefined ? null : [...sizes] }
}
