import type { Bar } from '@of/api'
import { withAlpha } from '../theme/palette.ts'
import type { Plot } from './plot.ts'

/** A bar that knows the average price of the day. */
type Known = Bar & { readonly vwap: number; readonly vwapSd: number }

/** Runs of bars, or of points between them, without a hole among them, of which each knows something. */
export function runsOf<Given extends { readonly startUs: number }, Item extends Given>(
  bars: readonly Given[],
  widthUs: number,
  knows: (bar: Given) => bar is Item,
): readonly Item[][] {
  const runs: Item[][] = []
  let before: Given | undefined
  for (const bar of bars) {
    if (knows(bar)) {
      const last = runs.at(-1)
      if (last === undefined || before === undefined || bar.startUs - before.startUs > widthUs * 1.5) runs.push([bar])
      else last.push(bar)
      before = bar
    } else before = undefined
  }
  return runs
}

function knowsVwap(bar: Bar): bar is Known {
  return bar.vwap !== null && bar.vwapSd !== null
}

/** Draws VWAP with the bands of one and two standard deviations about it. */
export function paintBands(plot: Plot, bars: readonly Bar[], setting: { readonly widthUs: number; readonly isStrong: boolean }): void {
  const { context, palette } = plot
  for (const run of runsOf(bars, setting.widthUs, knowsVwap)) {
    if (run.length < 2 && plot.barWidth < 12) continue
    fillBand(plot, run, { sds: 2, alpha: 0.045, halfUs: setting.widthUs / 2 })
    fillBand(plot, run, { sds: 1, alpha: setting.isStrong ? 0.14 : 0.065, halfUs: setting.widthUs / 2 })
    context.lineJoin = 'round'
    context.lineWidth = 1
    context.strokeStyle = withAlpha(palette.accent, 0.42)
    for (const sds of [-2, -1, 1, 2]) trace(plot, run, { sds, halfUs: setting.widthUs / 2 })
    context.lineWidth = setting.isStrong ? 2.5 : 1.75
    context.strokeStyle = palette.accent
    trace(plot, run, { sds: 0, halfUs: setting.widthUs / 2 })
  }
}

interface Edge {
  readonly sds: number
  readonly halfUs: number
}

function trace(plot: Plot, run: readonly Known[], edge: Edge): void {
  plot.context.beginPath()
  run.forEach((bar, i) => (i === 0 ? plot.context.moveTo(...point(plot, bar, edge)) : plot.context.lineTo(...point(plot, bar, edge))))
  plot.context.stroke()
}

function fillBand(plot: Plot, run: readonly Known[], { alpha, halfUs, sds }: Edge & { readonly alpha: number }): void {
  const { context, palette } = plot
  context.fillStyle = withAlpha(palette.accent, alpha)
  context.beginPath()
  for (const bar of run) context.lineTo(...point(plot, bar, { sds, halfUs }))
  for (const bar of [...run].reverse()) context.lineTo(...point(plot, bar, { sds: -sds, halfUs }))
  context.fill()
}

function point({ xOf, yOf }: Plot, { startUs, vwap, vwapSd }: Known, { halfUs, sds }: Edge): [number, number] {
  return [xOf(startUs + halfUs), yOf(vwap + sds * vwapSd)]
}
