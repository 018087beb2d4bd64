import type { Bars, Footprint, Heatmap, Interval, Tape } from '@of/api'
import type { Us } from '@of/core'
import { barsOf, WIDTHS_US } from '../market/bars.ts'
import { footprintsOf } from '../market/footprints.ts'
import { LEAST_WHALE_NOTIONAL } from '../market/orders.ts'
import type { Moment } from './moment.ts'

/** A span of time, its end not included, of which so many items at most are wanted: the first where it says when it begins, else the latest. */
export interface Span {
  readonly fromUs: Us | undefined
  readonly toUs: Us | undefined
  readonly limit: number
}

/** Bars of a span, and the holes among them. */
export function barsIn({ clockUs, market, origin, product }: Moment, interval: Interval, { fromUs, limit, toUs = Infinity }: Span): Bars {
  const widthUs = WIDTHS_US[interval]
  const all = barsOf(market.minutes.between(floorTo(fromUs ?? 0, widthUs), toUs), widthUs, clockUs)
  const items = fromUs === undefined ? all.slice(-limit) : all.slice(0, limit)
  const next = fromUs === undefined ? undefined : all[limit]
  const gaps = market.gaps.between(items[0]?.startUs ?? fromUs ?? 0, next?.startUs ?? toUs)
  return { product, origin, interval, items, gaps, next: next === undefined ? null : String(next.startUs) }
}

/** Bars that hold minutes which changed after a number of changes. */
export function changedBars({ clockUs, market }: Moment, interval: Interval, afterChanges: number): Bars['items'] {
  const widthUs = WIDTHS_US[interval]
  const changed = market.minutes.between(0, Infinity).filter((minute) => minute.changed > afterChanges)
  const starts = new Set(changed.map(({ startUs }) => floorTo(startUs, widthUs)))
  return [...starts].flatMap((startUs) => barsOf(market.minutes.between(startUs, startUs + widthUs), widthUs, clockUs))
}

/** Footprints of a span, the latest where there are too many. */
export function footprintsIn(
  { clockUs, market, origin, product }: Moment,
  interval: Interval,
  { fromUs = 0, limit, toUs = Infinity }: Span,
): Footprint {
  const widthUs = WIDTHS_US[interval]
  const endUs = floorTo(Math.min(toUs, clockUs), widthUs)
  const minutes = market.minutes.between(Math.max(floorTo(fromUs, widthUs), endUs - limit * widthUs), toUs)
  const cut = footprintsOf(minutes, { widthUs, nowUs: clockUs, tick: market.tick?.size ?? 0.01 })
  return { product, origin, interval, rowSize: cut.rowSize, items: cut.items.slice(-limit) }
}

/** Columns of the heatmap of a span, the latest where there are too many. */
export function heatmapIn({ market, origin, product }: Moment, { fromUs = 0, limit, toUs = Infinity }: Span): Heatmap {
  const drawn = market.heat.between(fromUs, toUs, limit)
  return { product, origin, ...drawn, walls: market.goneWalls.between(drawn.columns[0]?.startUs ?? fromUs, toUs) }
}

/** The latest orders, the whales before them, and what makes a whale. */
export function tapeOf(moment: Moment, most: number): Tape {
  const { market, product } = moment
  const items = [...market.orders.latest(most)]
  const firstId = items[0]?.firstTradeId ?? Infinity
  return { product, ...whaleOf(moment), items, whales: market.orders.whales.filter(({ firstTradeId }) => firstTradeId < firstId) }
}

/** What an order must be worth to be a whale, in quote currency; `null` with the reason while that cannot be told. */
export function whaleOf({ market, view }: Moment): Pick<Tape, 'whaleNotional' | 'reason'> {
  const { reason, value } = view?.features.whaleThreshold ?? { value: null, reason: 'nothing heard of it yet' }
  if (value === null || market.last === undefined) return { whaleNotional: null, reason: reason ?? 'no trades yet' }
  return { whaleNotional: Math.max(LEAST_WHALE_NOTIONAL, value * market.last.price), reason: null }
}

function floorTo(timeUs: Us, widthUs: Us): Us {
  return Math.floor(timeUs / widthUs) * widthUs
}
