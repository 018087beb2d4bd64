import type { Bar } from '@of/api'
import {
  type AutoscaleInfo,
  CandlestickSeries,
  type IChartApi,
  type ISeriesApi,
  LineSeries,
  type Logical,
  type PriceFormatCustom,
} from 'lightweight-charts'
import type { Flow } from '../data/merge.ts'
import { fixed, sharedDecimals, signed } from '../format/number.ts'
import { BarFeed } from './bar-feed.ts'
import { chartOptions, crosshairTime, TIME_AXIS, tickMark } from './chart-options.ts'
import { MainPaint } from './main-paint.ts'
import { flowPaints } from './flow-paints.ts'
import { cvdSpan, ofiReach } from './paint-flow.ts'
import { Layer, type LayerSetting } from './layer.ts'
import { type Probe, probeAt } from './probe/probe.ts'
import { flowOf, type Scene } from './scene.ts'
import { createTimeChart } from './time-marks.ts'
import { Viewport } from './viewport.ts'

/** Whom the chart tells what its reader does. */
export interface ChartEvents {
  /** The bar that is pointed at, by its start, the moment itself, and what of the main pane; `undefined` when none is. */
  readonly onHover: (startUs: number | undefined, atUs: number | undefined, probe: Probe | undefined) => void
  /** The reader moved the chart: the time that it spans, `undefined` where that ends now, and how much time that is. */
  readonly onMove: (range: { readonly fromUs: number; readonly toUs: number } | undefined, spanUs: number) => void
  /** The reader looks at time from a moment on, or will with the next move. */
  readonly onSee: (fromUs: number) => void
  /** Panes stand elsewhere: how far down each begins, px. */
  readonly onLayout: (tops: readonly number[]) => void
}

/** Heights of the panes below the main one, px: CVD, OFI, momentum. */
const PANES = { wide: [92, 76, 70], low: [76, 62, 58], narrow: [92] } as const

/** How far apart marks of the panes below stand at least, heights of their text: what is low has room for few. */
const MARKS = { cvd: 1.7, ofi: 1.2, momentum: 1.2 } as const

const hidden = {
  color: 'transparent',
  lineVisible: false,
  crosshairMarkerVisible: false,
  lastValueVisible: false,
  priceLineVisible: false,
} as const

/** The chart: price above, flow below, under one time axis and one crosshair. */
export class MarketChart {
  readonly viewport: Viewport
  readonly #host: HTMLElement
  readonly #events: ChartEvents
  readonly #chart: IChartApi
  readonly #main: ISeriesApi<'Candlestick'>
  readonly #flows: readonly ISeriesApi<'Line'>[]
  readonly #feed: BarFeed
  readonly #paint: MainPaint
  readonly #observer: ResizeObserver
  #scene: Scene
  /** Where the pointer is in the main pane. */
  #pointer: { readonly x: number; readonly y: number } | undefined
  #frame = 0
  #look = ''
  #tags = ''

  constructor(host: HTMLElement, scene: Scene, events: ChartEvents) {
    this.#host = host
    this.#events = events
    this.#scene = scene
    this.#chart = createTimeChart(host, chartOptions(scene.palette))
    this.#main = this.#chart.addSeries(CandlestickSeries, { priceLineVisible: false, lastValueVisible: false })
    const count = scene.isNarrow ? 1 : 3
    this.#flows = Array.from({ length: count }, (_, i) => this.#chart.addSeries(LineSeries, hidden, i + 1))
    this.#feed = new BarFeed(this.#main, this.#flows)
    this.#paint = new MainPaint(() => this.#scene)
    this.viewport = new Viewport(this.#chart, this.#main, () => this.#feed.grid)
    const setting = (): LayerSetting => ({ grid: this.#feed.grid, palette: this.#scene.palette })
    this.#main.attachPrimitive(new Layer(setting, this.#paint.paints))
    this.#flows.forEach((series, i) => series.attachPrimitive(new Layer(setting, flowPaints(() => this.#scene)[i] ?? {})))
    this.#scaleAll()
    this.#listen()
    this.#observer = new ResizeObserver(() => this.#arrange())
    this.#observer.observe(host)
    this.#arrange()
    this.draw(scene)
  }

  /** The liquidity that is drawn. */
  get heat(): MainPaint['heat'] {
    return this.#paint.heat
  }

  /** The chart as it stands, in pixels of the screen. */
  image(): HTMLCanvasElement {
    return this.#chart.takeScreenshot(true, false)
  }

  /** Draws a scene with the next frame. */
  draw(scene: Scene): void {
    this.#scene = scene
    this.#style(scene)
    const { isFollowing } = this.viewport
    if (this.#feed.take(scene)) this.viewport.open(scene)
    // Bars that come where time had already gone on are not followed by the chart itself.
    else if (isFollowing && !this.viewport.isFollowing) this.viewport.toNow()
    const { tagsKey } = this.#paint
    // Its marks are made anew with the format of prices, and its layers drawn.
    this.#main.applyOptions(tagsKey === this.#tags ? {} : { priceFormat: this.#priceFormat(scene.decimals) })
    this.#tags = tagsKey
    this.#see()
  }

  close(): void {
    cancelAnimationFrame(this.#frame)
    this.#observer.disconnect()
    this.#host.removeEventListener('wheel', this.#onWheel)
    this.#chart.remove()
  }

  /** Colours, axes and candles follow the scene; nothing is told to the chart twice. */
  #style(scene: Scene): void {
    const { decimals, palette, view, zone } = scene
    const isHollow = this.viewport.barWidth >= 7
    const look = [view, zone, decimals, palette.panel, isHollow].join()
    if (look === this.#look) return
    this.#look = look
    const candle = view === 'candles'
    const options = chartOptions(palette)
    this.#chart.applyOptions({
      ...options,
      timeScale: { ...options.timeScale, tickMarkFormatter: tickMark(zone) },
      localization: { timeFormatter: crosshairTime(zone) },
    })
    this.#main.applyOptions({
      upColor: candle ? (isHollow ? palette.panel : palette.buy) : 'transparent',
      downColor: candle ? palette.sell : 'transparent',
      borderUpColor: candle ? palette.buy : 'transparent',
      borderDownColor: candle ? palette.sell : 'transparent',
      wickUpColor: candle ? palette.buy : 'transparent',
      wickDownColor: candle ? palette.sell : 'transparent',
      priceFormat: this.#priceFormat(decimals),
    })
  }

  #priceFormat(decimals: number): PriceFormatCustom {
    return {
      type: 'custom',
      minMove: Number(`1e-${decimals}`),
      formatter: (value: number) => fixed(value, decimals),
      tickmarksFormatter: (prices: readonly number[]) =>
        this.#paint.tickTexts(prices, (value) => this.#main.priceToCoordinate(value), decimals),
    }
  }

  #scaleAll(): void {
    this.#main.applyOptions({
      autoscaleInfoProvider: (original: () => AutoscaleInfo | null) =>
        this.#paint.autoscale(original, this.#visible(), this.#chart.panes()[0]?.getHeight() ?? 0),
    })
    this.#main.priceScale().applyOptions({ scaleMargins: { top: 0.1, bottom: 0.08 } })
    const [cvd, ofi, momentum] = this.#flows
    cvd?.priceScale().applyOptions({ scaleMargins: { top: 0.3, bottom: 0.12 }, tickMarkDensity: MARKS.cvd })
    cvd?.applyOptions({
      priceFormat: flowFormat,
      autoscaleInfoProvider: () => {
        const priceRange = cvdSpan(this.#visibleFlow())
        return priceRange === undefined ? null : { priceRange }
      },
    })
    ofi?.priceScale().applyOptions({ scaleMargins: { top: 0.26, bottom: 0.06 }, tickMarkDensity: MARKS.ofi })
    ofi?.applyOptions({
      priceFormat: flowFormat,
      autoscaleInfoProvider: () => {
        const reach = ofiReach(this.#visibleFlow()) ?? 1
        return { priceRange: { minValue: -reach, maxValue: reach } }
      },
    })
    // Room for the marks of both ends.
    momentum?.priceScale().applyOptions({ scaleMargins: { top: 0.26, bottom: 0.12 }, tickMarkDensity: MARKS.momentum })
    momentum?.applyOptions({
      priceFormat: flowFormat,
      autoscaleInfoProvider: () => ({ priceRange: { minValue: -1, maxValue: 1 } }),
    })
  }

  /** The bars in view, and what flowed. */
  #visible(): readonly Bar[] {
    return this.#inView(this.#scene.bars?.items ?? [])
  }

  #visibleFlow(): readonly Flow[] {
    return this.#inView(flowOf(this.#scene)?.points ?? [])
  }

  #inView<Item extends { readonly startUs: number }>(items: readonly Item[]): readonly Item[] {
    const range = this.#chart.timeScale().getVisibleLogicalRange()
    if (range === null) return items
    const { grid } = this.#feed
    const [fromUs, toUs] = [grid.timeAt(range.from - 1), grid.timeAt(range.to + 1)]
    return items.filter(({ startUs }) => startUs >= fromUs && startUs <= toUs)
  }

  #listen(): void {
    this.#chart.subscribeCrosshairMove(({ logical, paneIndex, point, sourceEvent }) => {
      const at = logical === undefined || point === undefined ? undefined : this.#slotStart(logical)
      if (point === undefined || paneIndex !== 0) this.#pointer = undefined
      // New data tell it again without an event; keys put the crosshair on a bar, and on nothing within it.
      else if (sourceEvent !== undefined) this.#pointer = point
      else if (point.x !== this.#pointer?.x || point.y !== this.#pointer.y) this.#pointer = undefined
      const momentUs = point === undefined ? undefined : this.#feed.grid.scaleOf(this.#chart.timeScale())?.timeOf(point.x)
      this.#events.onHover(at, momentUs, this.#pointer === undefined ? undefined : this.#probe(this.#pointer))
    })
    this.#chart.timeScale().subscribeVisibleLogicalRangeChange(() => {
      if (!this.viewport.isOpened) return
      this.#events.onMove(this.viewport.range(), this.viewport.spanUs)
      this.#see()
    })
    this.#chart.subscribeDblClick(() => this.viewport.fit(this.#scene))
    this.#host.addEventListener('wheel', this.#onWheel, { passive: false, capture: true })
  }

  #probe({ x, y }: { readonly x: number; readonly y: number }): Probe | undefined {
    const scale = this.#feed.grid.scaleOf(this.#chart.timeScale())
    if (scale === undefined) return undefined
    const { heat, levels, marks } = this.#paint
    const plot = {
      xOf: scale.xOf,
      timeAt: scale.timeOf,
      yOf: (price: number) => this.#main.priceToCoordinate(price) ?? Number.NaN,
      priceAt: (at: number) => this.#main.coordinateToPrice(at) ?? Number.NaN,
      width: this.#chart.timeScale().width(),
    }
    return probeAt({ scene: this.#scene, plot, marks, levels, heat }, [x, y])
  }

  /** Tells from when on time is looked at, half a view before what is in view. */
  #see(): void {
    const range = this.#chart.timeScale().getVisibleLogicalRange()
    if (range === null || !this.viewport.isOpened) return
    this.#events.onSee(this.#feed.grid.timeAt(range.from - (range.to - range.from) / 2))
  }

  #slotStart(logical: Logical): number {
    const { startUs, widthUs } = this.#feed.grid
    return startUs + Math.round(logical) * widthUs
  }

  /** The wheel with shift held down zooms prices. */
  readonly #onWheel = (event: WheelEvent): void => {
    if (!event.shiftKey) return
    event.preventDefault()
    event.stopPropagation()
    this.viewport.zoomPrice(Math.sign(event.deltaY || event.deltaX))
  }

  #arrange(): void {
    const height = this.#host.clientHeight - TIME_AXIS
    if (height <= 0) return
    const heights = this.#scene.isNarrow ? PANES.narrow : height < 560 ? PANES.low : PANES.wide
    const panes = this.#chart.panes()
    const below = heights.reduce<number>((sum, next) => sum + next, 0)
    panes[0]?.setStretchFactor(Math.max(80, height - below - panes.length))
    heights.forEach((pane, i) => panes[i + 1]?.setStretchFactor(pane))
    // The chart gives its panes their room with its next frame.
    cancelAnimationFrame(this.#frame)
    this.#frame = requestAnimationFrame(() => {
      this.#frame = requestAnimationFrame(() => this.#tellLayout())
    })
  }

  #tellLayout(): void {
    const { top } = this.#host.getBoundingClientRect()
    this.#events.onLayout(this.#chart.panes().map((pane) => (pane.getHTMLElement()?.getBoundingClientRect().top ?? top) - top))
  }
}

const flowFormat: PriceFormatCustom = {
  type: 'custom',
  minMove: 0.001,
  formatter: (value: number) => signed(value, 2),
  tickmarksFormatter: (values: readonly number[]) => values.map((value) => signed(value, sharedDecimals(values, 3))),
}
