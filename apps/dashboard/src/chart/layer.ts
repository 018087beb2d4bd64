import type {
  IChartApi,
  IPrimitivePaneRenderer,
  IPrimitivePaneView,
  ISeriesApi,
  ISeriesPrimitive,
  PrimitivePaneViewZOrder,
  SeriesAttachedParameter,
  SeriesType,
} from 'lightweight-charts'
import type { Palette } from '../theme/palette.ts'
import type { Plot } from './plot.ts'
import type { TimeGrid } from './time-grid.ts'

type Target = Parameters<IPrimitivePaneRenderer['draw']>[0]

/** What a layer draws, by how far in front it lies. */
export interface Paints {
  /** Behind the series. */
  readonly bottom?: (plot: Plot) => void
  /** Before the series. */
  readonly top?: (plot: Plot) => void
  /** On the price axis, whose width the plot has. */
  readonly axis?: (plot: Plot) => void
}

/** What layers of a chart share: the grid of its time axis and the colours. */
export interface LayerSetting {
  readonly grid: TimeGrid
  readonly palette: Palette
}

/** Lets paints draw in a pane of the chart, with every frame of it. */
export class Layer implements ISeriesPrimitive {
  readonly #setting: () => LayerSetting
  readonly #panes: readonly IPrimitivePaneView[]
  readonly #axis: readonly IPrimitivePaneView[]
  #at: { readonly chart: IChartApi; readonly series: ISeriesApi<SeriesType> } | undefined

  constructor(setting: () => LayerSetting, paints: Paints) {
    this.#setting = setting
    const viewOf = (zOrder: PrimitivePaneViewZOrder, paint: ((plot: Plot) => void) | undefined): IPrimitivePaneView[] =>
      paint === undefined ? [] : [{ zOrder: () => zOrder, renderer: () => ({ draw: (target) => this.#draw(target, paint) }) }]
    this.#panes = [...viewOf('bottom', paints.bottom), ...viewOf('top', paints.top)]
    this.#axis = viewOf('top', paints.axis)
  }

  attached({ chart, series }: SeriesAttachedParameter): void {
    this.#at = { chart, series }
  }

  detached(): void {
    this.#at = undefined
  }

  paneViews(): readonly IPrimitivePaneView[] {
    return this.#panes
  }

  priceAxisPaneViews(): readonly IPrimitivePaneView[] {
    return this.#axis
  }

  #draw(target: Target, paint: (plot: Plot) => void): void {
    if (this.#at === undefined) return
    const { chart, series } = this.#at
    const { grid, palette } = this.#setting()
    const scale = grid.scaleOf(chart.timeScale())
    if (scale === undefined) return
    const yOf = (value: number): number => series.priceToCoordinate(value) ?? Number.NaN
    target.useMediaCoordinateSpace(({ context, mediaSize }) => {
      context.save()
      paint({ context, width: mediaSize.width, height: mediaSize.height, palette, yOf, ...scale })
      context.restore()
    })
  }
}
