import type { Bars, Decision, Heatmap, Tape, UpdateOf } from '@of/api'

/** How many orders of takers are held: what a screen shows of the tape, and the marks in the chart. */
const KEPT_ORDERS = 2_000
const KEPT_DECISIONS = 500

/** Columns of liquidity with the grid that each was told on: updates may have another than the first. */
export interface HeatColumn {
  readonly startUs: number
  readonly bestBid: number | null
  readonly bestAsk: number | null
  readonly low: number
  readonly rowSize: number
  readonly sizes: readonly number[] | null
}

/** Liquidity over time, oldest first. */
export interface Heat {
  readonly product: string
  readonly stepUs: number
  readonly columns: readonly HeatColumn[]
}

const KEPT_COLUMNS = 1_440

/** Bars with those of an update in their places. */
export function mergeBars(bars: Bars, { gaps, items }: UpdateOf<'bars'>): Bars {
  return { ...bars, items: byTime(bars.items, items, ({ startUs }) => startUs), gaps: gaps ?? bars.gaps }
}

/** A tape with new orders at its end. An order that got more fills takes the place of itself. */
export function mergeTape(tape: Tape, { items, whaleNotional }: UpdateOf<'tape'>): Tape {
  const replaced = new Set(items.map(({ firstTradeId }) => firstTradeId))
  const kept = tape.items.filter(({ firstTradeId }) => !replaced.has(firstTradeId))
  return { ...tape, whaleNotional, reason: whaleNotional === null ? tape.reason : null, items: [...kept, ...items].slice(-KEPT_ORDERS) }
}

/** Decisions with those of an update in their places: new, or with a markout that has become known. */
export function mergeDecisions(decisions: readonly Decision[], update: readonly Decision[]): readonly Decision[] {
  return byTime(decisions, update, ({ timeUs }) => timeUs).slice(-KEPT_DECISIONS)
}

/** The columns of a heatmap, each with its grid. */
export function heatOf({ columns, low, product, rowSize, stepUs }: Heatmap): Heat {
  return { product, stepUs, columns: columns.map((column) => ({ ...column, low, rowSize })) }
}

/** Liquidity with the columns of an update at its end. */
export function mergeHeat(heat: Heat, update: Heatmap): Heat {
  return { ...heat, columns: byTime(heat.columns, heatOf(update).columns, ({ startUs }) => startUs).slice(-KEPT_COLUMNS) }
}

/** Two lists in the order of time as one; of two items of one time, the update's. */
function byTime<Item>(before: readonly Item[], update: readonly Item[], timeOf: (item: Item) => number): Item[] {
  const first = update[0]
  if (first === undefined) return [...before]
  const ordered = [...update].sort((a, b) => timeOf(a) - timeOf(b))
  const fromUs = timeOf(ordered[0]!)
  let keep = before.length
  while (keep > 0 && timeOf(before[keep - 1]!) >= fromUs) keep -= 1
  const merged = new Map([...before.slice(keep), ...ordered].map((item) => [timeOf(item), item]))
  return [...before.slice(0, keep), ...[...merged.values()].sort((a, b) => timeOf(a) - timeOf(b))]
}
