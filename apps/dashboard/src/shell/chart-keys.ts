import type { MarketChart } from '../chart/market-chart.ts'

/** The chart that keys act on; `undefined` before it is drawn. */
export interface ChartKeys {
  readonly viewport: MarketChart['viewport']
  readonly step: (bars: number) => void
  readonly fit: () => void
  /** The chart as it stands. */
  readonly image: () => HTMLCanvasElement
  /** How far down its panes begin, px. */
  readonly tops: () => readonly number[]
}
