import type { Bars, Book, Decision, Footprint, GoneWall, Heatmap, Profile, Tape, UpdateOf } from '@of/api'

/** How many orders of takers are held: what a screen shows of the tape, and the marks in the chart. */
const KEPT_ORDERS = 2_000
const KEPT_WHALES = 1_000
const KEPT_DECISIONS = 500
const KEPT_BARS = 5_000
const KEPT_FOOTPRINTS = 600

/** Columns of liquidity with the grid that each was told on: updates may have another than the first. */
export interface HeatColumn extends Flow {
  readonly bestBid: number | null
  readonly bestAsk: number | null
  readonly low: number
  readonly rowSize: number
  readonly sizes: readonly number[] | null
}

/** What had flowed at the end of a bar or of a column of liquidity; `null` where that is not known. */
export interface Flow {
  readonly startUs: number
  readonly cvd: number | null
  readonly ofi: number | null
  readonly momentum: number | null
  readonly momentumZ: number | null
}

/** Liquidity over time, oldest first. */
export interface Heat {
  readonly product: string
  readonly stepUs: number
  readonly columns: readonly HeatColumn[]
  /** Walls that vanished meanwhile. */
  readonly walls: readonly GoneWall[]
}

const KEPT_COLUMNS = 1_440
const KEPT_WALLS = 500

/** Bars with those of an update in their places. */
export function mergeBars(bars: Bars, { gaps, items }: UpdateOf<'bars'>): Bars {
  return { ...bars, items: byTime(bars.items, items, ({ startUs }) => startUs).slice(-KEPT_BARS), gaps: gaps ?? bars.gaps }
}

/** Footprints with the newest in their places; those before them stay while their rows are of one height. */
export function mergeFootprint(before: Footprint, update: Footprint): Footprint {
  if (before.rowSize !== update.rowSize) return update
  return { ...update, items: byTime(before.items, update.items, ({ startUs }) => startUs).slice(-KEPT_FOOTPRINTS) }
}

/** A book; one that was lost keeps the levels that it was last believed with, and their time. */
export function heldBook(before: Book | undefined, book: Book): Book {
  if (before === undefined || book.state === 'synced' || before.grouping !== book.grouping) return book
  const { asks, bids, tick, timeUs } = before
  return { ...book, asks, bids, tick, timeUs }
}

/** A profile; one that can no longer be told keeps the rows and levels that it had, and their time, with why. */
export function heldProfile(before: Profile | undefined, profile: Profile): Profile {
  if (before === undefined || profile.reason === null || profile.rows.length > 0 || before.rows.length === 0) return profile
  return { ...before, reason: profile.reason }
}

/** A tape with new orders at its end. An order that got more fills takes the place of itself; whales stay for longer. */
export function mergeTape(tape: Tape, { items, whaleNotional }: UpdateOf<'tape'>): Tape {
  const replaced = new Set(items.map(({ firstTradeId }) => firstTradeId))
  const all = [...tape.items.filter(({ firstTradeId }) => !replaced.has(firstTradeId)), ...items]
  const gone = all.slice(0, -KEPT_ORDERS).filter(({ whale }) => whale)
  return {
    ...tape,
    whaleNotional,
    reason: whaleNotional === null ? tape.reason : null,
    items: all.slice(-KEPT_ORDERS),
    whales: [...(tape.whales ?? []), ...gone].slice(-KEPT_WHALES),
  }
}

/** Decisions with those of an update in their places: new, or with a markout that has become known. */
export function mergeDecisions(decisions: readonly Decision[], update: readonly Decision[]): readonly Decision[] {
  return byTime(decisions, update, ({ timeUs }) => timeUs).slice(-KEPT_DECISIONS)
}

/** The columns of a heatmap, each with its grid. */
export function heatOf({ columns, low, product, rowSize, stepUs, walls }: Heatmap): Heat {
  return { product, stepUs, columns: columns.map((column) => ({ ...column, low, rowSize })), walls }
}

/** Liquidity with the columns of an update at its end. */
export function mergeHeat(heat: Heat, update: Heatmap): Heat {
  const columns = byTime(heat.columns, heatOf(update).columns, ({ startUs }) => startUs).slice(-KEPT_COLUMNS)
  return { ...heat, columns, walls: [...heat.walls, ...update.walls].slice(-KEPT_WALLS) }
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
