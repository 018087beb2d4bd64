import type { Footprint } from '@of/api'
import { diagonalImbalances, type FootprintRow, stackedImbalances, type Us } from '@of/core'
import { groupsOf } from './bars.ts'
import type { Minute } from './minute.ts'
import { edgeOfRow, niceStep, rowOf } from './rows.ts'

type Item = Footprint['items'][number]

/** About how many rows a bar of usual height has. */
const USUAL_ROWS = 10

/** How footprints are cut. */
export interface FootprintOptions {
  readonly widthUs: Us
  readonly nowUs: Us
  readonly tick: number
}

/** Footprints of the bars that minutes make, oldest first, in rows of a height that suits most of them; none where nothing traded. */
export function footprintsOf(minutes: readonly Minute[], options: FootprintOptions): { readonly rowSize: number; readonly items: Item[] } {
  const groups = groupsOf(minutes, options.widthUs).filter(([, group]) => group.some(({ prices }) => prices.size > 0))
  const heights = groups.map(([, group]) => heightOf(group)).sort((a, b) => a - b)
  const rowSize = niceStep((heights[heights.length >> 1] ?? 0) / USUAL_ROWS, options.tick)
  return { rowSize, items: groups.map(([startUs, group]) => itemOf(group, { ...options, startUs, rowSize })) }
}

function heightOf(minutes: readonly Minute[]): number {
  const traded = minutes.filter(({ trades }) => trades > 0)
  return Math.max(...traded.map(({ high }) => high)) - Math.min(...traded.map(({ low }) => low))
}

function itemOf(
  minutes: readonly Minute[],
  { nowUs, rowSize, startUs, widthUs }: FootprintOptions & { readonly startUs: Us; readonly rowSize: number },
): Item {
  const rows = rowsOf(minutes, rowSize)
  const imbalances = diagonalImbalances(rows, { tick: rowSize })
  const stacks = stackedImbalances(imbalances, { tick: rowSize })
  const poc = rows.reduce((best, row) => (row.buy + row.sell > best.buy + best.sell ? row : best))
  return {
    startUs,
    closed: nowUs >= startUs + widthUs,
    poc: poc.price,
    delta: rows.reduce((sum, { buy, sell }) => sum + buy - sell, 0),
    volume: rows.reduce((sum, { buy, sell }) => sum + buy + sell, 0),
    rows: rows.map(({ buy, price, sell }) => {
      const at = imbalances.filter((imbalance) => imbalance.price === price)
      const imbalance = at.sort((a, b) => b.volume - a.volume)[0]?.aggressor ?? null
      const stacked = stacks.some((stack) => stack.aggressor === imbalance && price >= stack.low && price <= stack.high)
      return { price, sell, buy, imbalance, stacked }
    }),
  }
}

/** Bought and sold by row, lowest price first; a row's price is its lower edge. */
function rowsOf(minutes: readonly Minute[], rowSize: number): FootprintRow[] {
  const rows = new Map<number, { buy: number; sell: number }>()
  for (const { prices } of minutes) {
    for (const [price, { buy, sell }] of prices) {
      const index = rowOf(price, rowSize)
      const row = rows.get(index) ?? { buy: 0, sell: 0 }
      row.buy += buy
      row.sell += sell
      rows.set(index, row)
    }
  }
  return [...rows].sort(([a], [b]) => a - b).map(([index, { buy, sell }]) => ({ price: edgeOfRow(index, rowSize), buy, sell }))
}
