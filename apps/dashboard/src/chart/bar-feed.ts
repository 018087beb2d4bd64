import type { Bar } from '@of/api'
import type { CandlestickData, ISeriesApi, LineData, WhitespaceData } from 'lightweight-charts'
import { intervalUs, type Scene } from './scene.ts'
import { axisTime, type TimeGrid, timeGridOf } from './time-grid.ts'

/** More bars than these that changed are told anew as a whole. */
const FEW = 4

type Candle = CandlestickData | WhitespaceData
type Point = LineData | WhitespaceData

/** Tells the chart's series of bars: all at first, then those that changed. Time without a bar takes its room all the same. */
export class BarFeed {
  readonly #main: ISeriesApi<'Candlestick'>
  readonly #flows: readonly ISeriesApi<'Line'>[]
  #grid: TimeGrid = timeGridOf([], 60e6, undefined)
  #key = ''
  #told = new Map<number, Bar>()

  constructor(main: ISeriesApi<'Candlestick'>, flows: readonly ISeriesApi<'Line'>[]) {
    this.#main = main
    this.#flows = flows
  }

  get grid(): TimeGrid {
    return this.#grid
  }

  /** Takes the bars of a scene. Tells whether they are of another product, interval or view than those before. */
  take({ bars, nowUs, product, view }: Scene): boolean {
    if (bars === undefined || bars.items.length === 0) return false
    const key = `${product} ${bars.interval} ${view}`
    const grid = timeGridOf(bars.items, intervalUs[bars.interval], nowUs)
    const items = bars.items.filter(({ startUs }) => startUs >= grid.startUs)
    const changed = items.filter((bar) => this.#told.get(bar.startUs) !== bar)
    const isNew = key !== this.#key
    const isAnew = isNew || grid.startUs !== this.#grid.startUs || grid.slots < this.#grid.slots || changed.length > FEW
    const before = this.#grid
    this.#grid = grid
    this.#key = key
    if (isAnew) this.#tellAll(items)
    else this.#tell(changed, before)
    for (const bar of isAnew ? items : changed) this.#told.set(bar.startUs, bar)
    return isNew
  }

  #tellAll(items: readonly Bar[]): void {
    this.#told = new Map(items.map((bar) => [bar.startUs, bar]))
    const slots = Array.from({ length: this.#grid.slots }, (_, i) => this.#grid.startUs + i * this.#grid.widthUs)
    this.#main.setData(slots.map((startUs) => candleOf(startUs, this.#told.get(startUs))))
    this.#flows.forEach((series, i) => series.setData(slots.map((startUs) => pointOf(startUs, this.#told.get(startUs), i))))
  }

  #tell(changed: readonly Bar[], { slots, startUs, widthUs }: TimeGrid): void {
    const lastUs = startUs + (slots - 1) * widthUs
    const fresh = new Map(changed.map((bar) => [bar.startUs, bar]))
    for (let slot = slots; slot < this.#grid.slots; slot++) {
      const at = startUs + slot * widthUs
      if (!fresh.has(at)) this.#update(at, undefined, false)
    }
    for (const bar of changed.filter((one) => one.startUs > lastUs)) this.#update(bar.startUs, bar, false)
    const newestUs = startUs + (this.#grid.slots - 1) * widthUs
    for (const bar of changed.filter((one) => one.startUs <= lastUs)) this.#update(bar.startUs, bar, bar.startUs < newestUs)
  }

  #update(startUs: number, bar: Bar | undefined, isHistory: boolean): void {
    this.#main.update(candleOf(startUs, bar), isHistory)
    this.#flows.forEach((series, i) => series.update(pointOf(startUs, bar, i), isHistory))
  }
}

function candleOf(startUs: number, bar: Bar | undefined): Candle {
  const time = axisTime(startUs)
  const { close, high, low, open } = bar ?? { close: null, high: null, low: null, open: null }
  return open === null || high === null || low === null || close === null ? { time } : { time, open, high, low, close }
}

/** Of cumulative delta, of order flow imbalance, or of momentum, in the order of the panes. */
function pointOf(startUs: number, bar: Bar | undefined, pane: number): Point {
  const time = axisTime(startUs)
  const value = bar === undefined ? null : [bar.cvd, bar.ofi, bar.momentum][pane]
  return value === null || value === undefined ? { time } : { time, value }
}
