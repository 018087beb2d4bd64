import { priceOfTick, tickIndex } from './tick.ts'

/**
 * How a range of prices is cut into rows.
 *
 * `bins` are equal and half-open, the last one closed, so that a price p lies in `min(count − 1, floor((p − low) / width))`.
 * `ticks` rows hold as many whole ticks each as it takes for there to be at most `maxRows` of them, counted from the
 * lowest price; the highest row may hold fewer.
 */
export type RowRule =
  | { readonly kind: 'bins'; readonly count: number }
  | { readonly kind: 'ticks'; readonly tick: number; readonly maxRows: number }

/** A range of prices, cut. */
export interface Rows {
  readonly count: number
  /** Edges and centre of a bin; lowest, highest and middle price of a row of ticks. */
  readonly boundsOf: (row: number) => { readonly low: number; readonly high: number; readonly price: number }
  /** The row that a price lies in; no lower one for a higher price. */
  readonly rowOf: (price: number) => number
  /** Hands out a volume that traded evenly over some of the range, row by row. */
  readonly spread: (low: number, high: number, volume: number, add: (row: number, volume: number) => void) => void
}

/** Cuts the range from `low` to `high` by a rule. A range without width is one row. */
export function rowsOver(low: number, high: number, rule: RowRule): Rows {
  if (rule.kind === 'ticks') return tickRows(low, high, rule.tick, rule.maxRows)
  return high > low ? binRows(low, high, rule.count) : oneRow(low)
}

/** Refuses a rule by which nothing can be cut. */
export function checkRowRule(rule: RowRule): void {
  const rows = rule.kind === 'bins' ? rule.count : rule.maxRows
  const name = rule.kind === 'bins' ? 'count' : 'maxRows'
  if (!Number.isInteger(rows) || rows < 1) throw new RangeError(`rowRule: ${name} must be a positive integer, was ${rows}`)
  if (rule.kind === 'ticks' && !(rule.tick > 0)) throw new RangeError(`rowRule: tick must be above 0, was ${rule.tick}`)
}

function oneRow(price: number): Rows {
  return {
    count: 1,
    boundsOf: () => ({ low: price, high: price, price }),
    rowOf: () => 0,
    spread: (_low, _high, volume, add) => add(0, volume),
  }
}

function binRows(low: number, high: number, count: number): Rows {
  const width = (high - low) / count
  const edge = (bin: number): number => (bin === count ? high : low + bin * width)
  const binOf = (price: number): number => Math.min(count - 1, Math.floor((price - low) / width))

  return {
    count,
    boundsOf: (bin) => ({ low: edge(bin), high: edge(bin + 1), price: (edge(bin) + edge(bin + 1)) / 2 }),
    rowOf: binOf,
    spread(from, to, volume, add) {
      const first = binOf(from)
      const last = binOf(to)
      if (first === last) {
        add(first, volume)
        return
      }
      for (let bin = first; bin <= last; bin++) {
        const overlap = Math.max(0, Math.min(to, edge(bin + 1)) - Math.max(from, edge(bin)))
        add(bin, volume * (overlap / (to - from)))
      }
    },
  }
}

function tickRows(low: number, high: number, tick: number, maxRows: number): Rows {
  const lowest = tickIndex(low, tick)
  const highest = tickIndex(high, tick)
  const width = Math.max(1, Math.ceil((highest - lowest + 1) / maxRows))

  const count = Math.min(maxRows, Math.ceil((highest - lowest + 1) / width))

  return {
    count,
    boundsOf(row) {
      const first = lowest + row * width
      const last = Math.min(highest, first + width - 1)
      const bounds = { low: priceOfTick(first, tick), high: priceOfTick(last, tick) }
      return { ...bounds, price: (bounds.low + bounds.high) / 2 }
    },
    rowOf: (price) => Math.floor((tickIndex(price, tick) - lowest) / width),
    spread(from, to, volume, add) {
      const first = tickIndex(from, tick) - lowest
      const last = tickIndex(to, tick) - lowest
      for (let row = Math.min(count - 1, Math.floor(first / width)); row < count && row * width <= last; row++) {
        const ticks = Math.min(last, (row + 1) * width - 1) - Math.max(first, row * width) + 1
        add(row, volume * (ticks / (last - first + 1)))
      }
    },
  }
}
