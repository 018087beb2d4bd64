import { addPair, type PricePages } from './price-pages.ts'
import type { Rows } from './row-rule.ts'

/**
 * The volume of every row, in pairs of a sum and its residue. Rows are cut out of the sorted prices by bisection, and of a
 * page that lies in one row the total is taken: a day of prices costs little more than its pages.
 */
export function volumesOfRows(all: PricePages, rows: Rows): Float64Array {
  const sums = new Float64Array(2 * rows.count)
  let page = 0
  let rank = 0
  for (let row = 0; row < rows.count; row++) {
    const lastPage = pageOfRow(all, page, rows, row)
    const end = endOfRow(all, lastPage, rows, row)
    while (page < lastPage) {
      if (rank === 0) addPair(sums, row, all.totals, page)
      else for (const { volumes, count } = all.pages[page]!; rank < count; rank++) addPair(sums, row, volumes, rank)
      page += 1
      rank = 0
    }
    for (const { volumes } = all.pages[page]!; rank < end; rank++) addPair(sums, row, volumes, rank)
  }
  return sums
}

/** The last page, from one on, that can hold prices of a row. */
function pageOfRow({ pages, bounds }: PricePages, from: number, rows: Rows, row: number): number {
  let low = from
  let high = pages.length
  while (high - low > 1) {
    const middle = (low + high) >>> 1
    if (rows.rowOf(bounds[middle]!) <= row) low = middle
    else high = middle
  }
  return low
}

/** How many prices of a page lie in a row or before it. */
function endOfRow({ pages }: PricePages, page: number, rows: Rows, row: number): number {
  const { prices, count } = pages[page]!
  let low = 0
  let high = count
  while (low < high) {
    const middle = (low + high) >>> 1
    if (rows.rowOf(prices[middle]!) <= row) low = middle + 1
    else high = middle
  }
  return low
}
