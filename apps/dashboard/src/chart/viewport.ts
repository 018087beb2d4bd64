import type { IChartApi, ISeriesApi } from 'lightweight-charts'
import { profileWidth } from './paint-profile.ts'
import { GUTTER_WIDTH } from './heat-scene.ts'
import type { Scene } from './scene.ts'
import { axisTime, type TimeGrid } from './time-grid.ts'
import type { TimeRange } from '../shell/view-state.ts'

/** How wide bars are at first in each view, px; liquidity spans a quarter of an hour instead. */
const BAR_WIDTH = { candles: 7, footprint: 124 } as const

const LIQUIDITY_US = 15 * 60e6

/** What of time and price the chart shows. */
export class Viewport {
  readonly #chart: IChartApi
  readonly #main: ISeriesApi<'Candlestick'>
  readonly #grid: () => TimeGrid
  #isOpened = false
  /** At the right of the newest bar, px. */
  #room = 0

  constructor(chart: IChartApi, main: ISeriesApi<'Candlestick'>, grid: () => TimeGrid) {
    this.#chart = chart
    this.#main = main
    this.#grid = grid
  }

  /** Whether there was anything to show yet. */
  get isOpened(): boolean {
    return this.#isOpened
  }

  /** From one bar to the next, px. */
  get barWidth(): number {
    return this.#chart.timeScale().options().barSpacing
  }

  /** How much time there is room for beside what stands at the right, µs. */
  get spanUs(): number {
    return ((this.#chart.timeScale().width() - this.#room) / this.barWidth) * this.#grid().widthUs
  }

  /** Whether the newest bar is in view. */
  get isAtNow(): boolean {
    const range = this.#chart.timeScale().getVisibleLogicalRange()
    return range === null || range.to >= this.#grid().slots - 1
  }

  /** Whether the newest bar stands where it was put, so that the chart goes on with it. */
  get isFollowing(): boolean {
    return this.#chart.timeScale().scrollPosition() > this.#room / this.barWidth - 0.5
  }

  /** Shows the time that a scene asks for, else its newest bars, as wide as its view wants them. */
  open(scene: Scene): void {
    this.#isOpened = false
    this.fit(scene)
    if (scene.range !== undefined) this.show(scene.range)
    this.#isOpened = true
  }

  /** The same again: time and price as they were at first. */
  fit({ layers, view }: Scene): void {
    const axis = this.#chart.timeScale()
    const room = roomAtRight(view, layers.profile, axis.width())
    const width = axis.width() - room
    const barSpacing = view === 'liquidity' ? (width * this.#grid().widthUs) / LIQUIDITY_US : Math.min(BAR_WIDTH[view], width / 3)
    this.#setSpacing(Math.max(2, barSpacing), room)
    this.#main.priceScale().applyOptions({ autoScale: true })
  }

  /** The time in view; `undefined` while it goes on with the market. */
  range(): TimeRange | undefined {
    const range = this.#chart.timeScale().getVisibleLogicalRange()
    if (range === null || this.isAtNow) return undefined
    const { timeAt } = this.#grid()
    return { fromUs: Math.max(0, Math.round(timeAt(range.from))), toUs: Math.round(timeAt(range.to)) }
  }

  /** Shows a span of time. */
  show({ fromUs, toUs }: TimeRange): void {
    const { logicalOf } = this.#grid()
    this.#chart.timeScale().setVisibleLogicalRange({ from: logicalOf(fromUs), to: logicalOf(toUs) })
  }

  /** Shows so much time up to now. */
  showLast(lengthUs: number, room: number): void {
    const axis = this.#chart.timeScale()
    this.#setSpacing(Math.max(0.7, ((axis.width() - room) * this.#grid().widthUs) / lengthUs), room)
  }

  /** Brings a moment to the middle. */
  centre(timeUs: number): void {
    const range = this.#chart.timeScale().getVisibleLogicalRange()
    if (range === null) return
    const half = (range.to - range.from) / 2
    const at = this.#grid().logicalOf(timeUs)
    this.#chart.timeScale().setVisibleLogicalRange({ from: at - half, to: at + half })
  }

  /** Goes back to the newest bar. */
  toNow(): void {
    this.#chart.timeScale().scrollToPosition(this.#room / this.barWidth, false)
  }

  /** Goes to the oldest bar. */
  toStart(): void {
    const range = this.#chart.timeScale().getVisibleLogicalRange()
    if (range === null) return
    this.#chart.timeScale().setVisibleLogicalRange({ from: -1, to: range.to - range.from - 1 })
  }

  /** Shows more time, or less, about the newest in view. */
  zoomTime(steps: number): void {
    const axis = this.#chart.timeScale()
    axis.applyOptions({ barSpacing: Math.max(0.7, axis.options().barSpacing * (steps > 0 ? 1.25 : 0.8)) })
  }

  /** Shows more of prices, or less, about the middle. */
  zoomPrice(steps: number): void {
    const scale = this.#main.priceScale()
    const range = scale.getVisibleRange()
    if (range === null) return
    const change = ((range.to - range.from) * (steps > 0 ? 0.12 : -0.1)) / 2
    scale.setVisibleRange({ from: range.from - change, to: range.to + change })
  }

  /** Puts the crosshair on a bar, at its close. */
  point(startUs: number, price: number): void {
    const { startUs: first, widthUs } = this.#grid()
    const slot = Math.round((startUs - first) / widthUs)
    this.#chart.setCrosshairPosition(price, axisTime(startUs), this.#main)
    const range = this.#chart.timeScale().getVisibleLogicalRange()
    if (range === null) return
    const past = slot < range.from + 1 ? slot - range.from - 1 : slot > range.to - 1 ? slot - range.to + 1 : 0
    if (past !== 0) this.#chart.timeScale().setVisibleLogicalRange({ from: range.from + past, to: range.to + past })
  }

  #setSpacing(barSpacing: number, room: number): void {
    this.#room = room
    const axis = this.#chart.timeScale()
    axis.applyOptions({ barSpacing, rightOffset: room / barSpacing, rightOffsetPixels: room })
    axis.scrollToPosition(room / barSpacing, false)
  }

  /** Takes the crosshair away. */
  pointNowhere(): void {
    this.#chart.clearCrosshairPosition()
  }
}

/** Room at the right of the newest bar, px, in a plot of a width. */
export function roomAtRight(view: Scene['view'], hasProfile: boolean, plotWidth: number): number {
  if (view === 'liquidity') return GUTTER_WIDTH
  if (view === 'footprint') return 8
  return hasProfile ? profileWidth(plotWidth) + 12 : 24
}
