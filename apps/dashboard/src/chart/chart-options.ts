import { CrosshairMode, type DeepPartial, LineStyle, TickMarkType, type Time, type TimeChartOptions } from 'lightweight-charts'
import { clock, day, type Zone } from '../format/time.ts'
import type { Palette } from '../theme/palette.ts'

/** Room of the price axis, px wide. */
export const PRICE_AXIS = 80

/** Room of the time axis, px high. */
export const TIME_AXIS = 22

/** How the chart looks in a palette. Its library is named among the keys, where its licence lets it be. */
export function chartOptions(palette: Palette): DeepPartial<TimeChartOptions> {
  const crosshair = { color: palette.t3, width: 1, style: LineStyle.Dotted, labelBackgroundColor: palette.line2 } as const
  return {
    layout: {
      background: { color: palette.panel },
      textColor: palette.t3,
      fontFamily: "'Inter Variable', system-ui, sans-serif",
      fontSize: 11,
      attributionLogo: false,
      panes: { enableResize: false, separatorColor: palette.line, separatorHoverColor: palette.line },
    },
    grid: { vertLines: { color: palette.grid }, horzLines: { color: palette.grid } },
    crosshair: { mode: CrosshairMode.Normal, vertLine: crosshair, horzLine: crosshair },
    rightPriceScale: { borderColor: palette.line, minimumWidth: PRICE_AXIS, entireTextOnly: true, ticksVisible: false },
    timeScale: {
      borderColor: palette.line,
      minBarSpacing: 0.7,
      timeVisible: true,
      secondsVisible: false,
      minimumHeight: TIME_AXIS,
      allowBoldLabels: false,
      // All marks of a kind or none: what lies between two is the same everywhere.
      uniformDistribution: true,
    },
  }
}

/** Text of a mark of the time axis: the day at midnight, else the time. */
export function tickMark(zone: Zone): (time: Time, type: TickMarkType) => string {
  return (time, type) => {
    const timeUs = Number(time) * 1e6
    return type <= TickMarkType.DayOfMonth ? day(timeUs, zone) : clock(timeUs, zone, 'minute')
  }
}

/** Text of the crosshair on the time axis. */
export function crosshairTime(zone: Zone): (time: Time) => string {
  return (time) => `${day(Number(time) * 1e6, zone)} ${clock(Number(time) * 1e6, zone, 'minute')}${zone === 'local' ? ' local' : ''}`
}
