import type { Flow } from '../data/merge.ts'
import { withAlpha } from '../theme/palette.ts'
import { runsOf } from './paint-bands.ts'
import { type Plot, rule } from './plot.ts'

/** From how far beyond chance on momentum scores, z. */
export const MOMENTUM_Z = 1.645

/** From how far beyond nothing on it does. */
export const MOMENTUM_BAND = 0.1

function knowsCvd(point: Flow): point is Flow & { readonly cvd: number } {
  return point.cvd !== null
}

function knowsMomentum(point: Flow): point is Flow & { readonly momentum: number } {
  return point.momentum !== null
}

/** Draws cumulative volume delta as a line that breaks where it is not known. */
export function paintCvd({ context, palette, xOf, yOf }: Plot, points: readonly Flow[], widthUs: number): void {
  context.strokeStyle = palette.t1
  context.lineWidth = 1.5
  context.lineJoin = 'round'
  for (const run of runsOf(points, widthUs, knowsCvd)) {
    context.beginPath()
    for (const { cvd, startUs } of run) context.lineTo(xOf(startUs + widthUs / 2), yOf(cvd))
    context.stroke()
    const [only] = run
    if (run.length > 1 || only === undefined) continue
    context.fillStyle = palette.t1
    context.fillRect(xOf(only.startUs + widthUs / 2) - 1.5, yOf(only.cvd) - 1.5, 3, 3)
  }
}

/** The least and the greatest cumulative delta of some points; `undefined` where none is known. */
export function cvdSpan(points: readonly Flow[]): { readonly minValue: number; readonly maxValue: number } | undefined {
  const known = points.flatMap(({ cvd }) => cvd ?? [])
  return known.length === 0 ? undefined : { minValue: Math.min(...known), maxValue: Math.max(...known) }
}

/** How far the axis of order flow imbalance goes: those beyond are clipped. `undefined` where none is known. */
export function ofiReach(points: readonly Flow[]): number | undefined {
  const sizes = points.flatMap(({ ofi }) => (ofi === null ? [] : [Math.abs(ofi)])).sort((a, b) => a - b)
  const quantile = sizes[Math.min(sizes.length - 1, Math.floor(sizes.length * 0.95))]
  return quantile === undefined ? undefined : Math.max(quantile * 1.35, 1e-9)
}

/** Draws order flow imbalance as signed bars; one that leaves the axis ends in a notch. */
export function paintOfi({ context, height, palette, width, xOf, yOf }: Plot, points: readonly Flow[], widthUs: number): void {
  const zero = yOf(0)
  context.strokeStyle = palette.line2
  rule(context, [0, zero], [width, zero])
  const thickness = Math.max(1, Math.min(14, Math.floor((xOf(widthUs) - xOf(0)) * 0.6)))
  for (const { ofi, startUs } of points) {
    if (ofi === null || ofi === 0) continue
    const x = Math.round(xOf(startUs + widthUs / 2) - thickness / 2)
    const end = yOf(ofi)
    const clipped = Math.min(Math.max(end, 4), height - 4)
    context.fillStyle = ofi > 0 ? palette.buy : palette.sell
    context.fillRect(x, Math.min(zero, clipped), thickness, Math.max(1, Math.abs(clipped - zero)))
    if (clipped === end) continue
    context.fillStyle = palette.panel
    context.fillRect(x - 1, clipped + (ofi > 0 ? 3 : -5), thickness + 2, 2)
  }
}

/** Draws momentum, coloured where it would score and faint elsewhere, over the band in which it would not. */
export function paintMomentum({ context, palette, width, xOf, yOf }: Plot, points: readonly Flow[], widthUs: number): void {
  const [top, bottom] = [yOf(MOMENTUM_BAND), yOf(-MOMENTUM_BAND)]
  context.fillStyle = withAlpha(palette.t3, 0.14)
  context.fillRect(0, top, width, Math.max(2, bottom - top))
  context.strokeStyle = palette.line2
  rule(context, [0, yOf(0)], [width, yOf(0)])
  for (const run of runsOf(points, widthUs, knowsMomentum)) {
    run.forEach((point, i) => {
      const before = run[i - 1] ?? point
      const scores = point.momentumZ !== null && Math.abs(point.momentumZ) >= MOMENTUM_Z && Math.abs(point.momentum) > MOMENTUM_BAND
      context.strokeStyle = scores ? (point.momentum > 0 ? palette.buy : palette.sell) : withAlpha(palette.t3, 0.75)
      context.lineWidth = scores ? 2 : 1.25
      context.beginPath()
      context.moveTo(xOf(before.startUs + widthUs / 2) - (before === point ? 2 : 0), yOf(before.momentum))
      context.lineTo(xOf(point.startUs + widthUs / 2), yOf(point.momentum))
      context.stroke()
    })
  }
}
