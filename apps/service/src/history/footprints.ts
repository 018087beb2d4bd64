import type { Footprint, Interval } from '@of/api'
import type { Us } from '@of/core'
import type { HistoryStore, MinuteVolume } from '@of/store'
import { WIDTHS_US } from '../market/bars.ts'
import { footprintsOf } from '../market/footprints.ts'
import { emptyMinute, type Minute } from '../market/minute.ts'
import { footprintsIn, type Span } from '../present/chart.ts'
import type { Moment } from '../present/moment.ts'

/** Rows of a minute and a price that a page reads of the store at most, and bars that it holds. */
const MOST_ROWS = 400_000
const MOST_BARS = 500

/** Footprints of a span: from the trades of the store where it begins before those that are remembered. */
export async function footprintsOver(moment: Moment, interval: Interval, span: Span, store: HistoryStore | undefined): Promise<Footprint> {
  const { clockUs, market, origin, product } = moment
  const { fromUs, toUs = Infinity } = span
  const memoryFromUs = market.minutes.between(0, Infinity).find(({ trades }) => trades > 0)?.startUs ?? Infinity
  if (store === undefined || fromUs === undefined || fromUs >= memoryFromUs) return footprintsIn(moment, interval, span)
  const widthUs = WIDTHS_US[interval]
  const limit = Math.min(span.limit, MOST_BARS)
  const endUs = Math.ceil(Math.min(toUs, clockUs) / widthUs) * widthUs
  const startUs = Math.max(Math.floor(fromUs / widthUs) * widthUs, endUs - limit * widthUs)
  const stored = await store.volumes({ product, fromUs: startUs, toUs: Math.min(endUs, memoryFromUs), limit: MOST_ROWS })
  const minutes = [...minutesOf(stored), ...market.minutes.between(Math.max(startUs, memoryFromUs), endUs)]
  const cut = footprintsOf(minutes, { widthUs, nowUs: clockUs, tick: market.tick?.size ?? 0.01 })
  return { product, origin, interval, rowSize: cut.rowSize, items: cut.items.slice(-limit) }
}

/** Minutes of which no more is known than what was bought and sold at which price. */
function minutesOf(volumes: readonly MinuteVolume[]): Minute[] {
  const minutes = new Map<Us, Minute>()
  for (const { buy, price, sell, startUs } of volumes) {
    let minute = minutes.get(startUs)
    if (minute === undefined) minutes.set(startUs, (minute = emptyMinute(startUs)))
    minute.trades += 1
    minute.high = Math.max(minute.high, price)
    minute.low = Math.min(minute.low, price)
    minute.prices.set(price, { buy, sell })
  }
  return [...minutes.values()]
}
