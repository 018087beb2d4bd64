import type { Palette } from '../theme/palette.ts'

/** A pane to draw in, in CSS pixels, with its scales. */
export interface Plot {
  readonly context: CanvasRenderingContext2D
  readonly width: number
  readonly height: number
  /** How far to the right a moment is. */
  readonly xOf: (timeUs: number) => number
  /** How far down a value is. */
  readonly yOf: (value: number) => number
  /** From one bar to the next. */
  readonly barWidth: number
  readonly palette: Palette
}

/** Smallest text in a plot. */
export const SMALL = "550 10px 'Inter Variable', system-ui, sans-serif"

/** Labels in a plot. */
export const LABEL = "500 11px 'Inter Variable', system-ui, sans-serif"

/** Tags of an axis. */
export const TAG = "600 11px 'Inter Variable', system-ui, sans-serif"

/** Draws an upright or flat line on whole pixels. */
export function rule(context: CanvasRenderingContext2D, from: readonly [number, number], to: readonly [number, number]): void {
  context.beginPath()
  context.moveTo(Math.round(from[0]) + 0.5, Math.round(from[1]) + 0.5)
  context.lineTo(Math.round(to[0]) + 0.5, Math.round(to[1]) + 0.5)
  context.stroke()
}

/** Draws text on a patch of the panel's colour, its middle at a height. Returns its width. */
export function patchText(
  { context, palette }: Plot,
  text: string,
  at: { readonly x: number; readonly y: number; readonly color: string; readonly font?: string; readonly align?: 'left' | 'right' },
): number {
  const { align = 'left', color, font = LABEL, x, y } = at
  context.font = font
  const width = Math.ceil(context.measureText(text).width)
  const left = align === 'left' ? x : x - width
  context.globalAlpha *= 0.86
  context.fillStyle = palette.panel
  context.fillRect(left - 3, y - 8, width + 6, 16)
  context.globalAlpha = 1
  context.fillStyle = color
  context.textBaseline = 'middle'
  context.textAlign = 'left'
  context.fillText(text, left, y + 0.5)
  return width
}
