import type { Bars, Interval } from '@of/api'
import { MINUTE_US, type Us } from '@of/core'
import type { HistoryStore } from '@of/store'
import { barsOf, WIDTHS_US } from '../market/bars.ts'
import { barsIn, type Span } from '../present/chart.ts'
import type { Moment } from '../present/moment.ts'
import { widened } from './widen.ts'

/** Minutes that a page reads of the store at most. */
const MOST_MINUTES = 20_000

/** Bars of a span: of time that is remembered as they are remembered, of time before that from the store. */
export async function barsOver(moment: Moment, interval: Interval, span: Span, store: HistoryStore | undefined): Promise<Bars> {
  const { clockUs, market, origin, product } = moment
  const { fromUs, toUs = Infinity } = span
  const memoryFromUs = market.minutes.firstUs ?? Infinity
  if (store === undefined || fromUs === undefined || fromUs >= memoryFromUs) return barsIn(moment, interval, span)
  const widthUs = WIDTHS_US[interval]
  const perBar = widthUs / MINUTE_US
  const limit = Math.max(1, Math.min(span.limit, Math.floor(MOST_MINUTES / perBar)))
  const startUs = floorTo(fromUs, widthUs)
  const asked = { product, fromUs: startUs, toUs: Math.min(toUs, memoryFromUs), limit: (limit + 1) * perBar, cursor: undefined }
  const stored = await store.bars(asked)
  // What is not read to its end makes up more bars than the page holds.
  const remembered = stored.next === null ? barsOf(market.minutes.between(memoryFromUs, toUs), MINUTE_US, clockUs) : []
  const all = widened([...stored.items, ...remembered], widthUs, clockUs)
  const items = all.slice(0, limit)
  const next = all[limit]
  const gaps = market.gaps.between(items[0]?.startUs ?? fromUs, next?.startUs ?? toUs)
  return { product, origin, interval, items, gaps, next: next === undefined ? null : String(next.startUs) }
}

function floorTo(timeUs: Us, widthUs: Us): Us {
  return Math.floor(timeUs / widthUs) * widthUs
}
