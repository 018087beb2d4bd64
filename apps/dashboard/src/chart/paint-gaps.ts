import { withAlpha } from '../theme/palette.ts'
import { type GapSpan, spanEdges } from './gap-spans.ts'
import { LABEL, patchText, type Plot, rule } from './plot.ts'

/** How holes are hatched. */
export interface GapLook {
  /** Whether nothing behind them is known. */
  readonly isOpaque: boolean
  /** How far down their words stand, px; without words where it is `undefined`. */
  readonly wordsAt: number | undefined
  /** How wide a column is, µs: no hole is drawn narrower. */
  readonly columnUs: number
}

/** Hatches what has no data. */
export function paintGaps(plot: Plot, spans: readonly GapSpan[], { columnUs, isOpaque, wordsAt }: GapLook): void {
  const { width, xOf } = plot
  const barWidth = xOf(columnUs) - xOf(0)
  let wordsEnd = -Infinity
  let hatchedTo = -Infinity
  for (const gap of spans) {
    const [from, to] = spanEdges(xOf(gap.fromUs), xOf(gap.toUs), barWidth)
    if (to < 0 || from > width) continue
    const [left, right] = [Math.max(from, -8, hatchedTo), Math.min(to, width)]
    hatchedTo = Math.max(hatchedTo, right)
    if (right > left) fillHole(plot, left, right, isOpaque)
    if (wordsAt === undefined || gap.words === '' || to < 0 || from < wordsEnd) continue
    wordsEnd = Math.max(to, to + paintWords(plot, gap, { right: to, y: wordsAt }))
  }
}

function fillHole(plot: Plot, left: number, right: number, isOpaque: boolean): void {
  const { context, height, palette } = plot
  context.save()
  context.beginPath()
  context.rect(left, 0, right - left, height)
  context.clip()
  if (isOpaque) {
    context.fillStyle = palette.panel
    context.fillRect(left, 0, right - left, height)
  }
  context.fillStyle = withAlpha(palette.warn, 0.04)
  context.fillRect(left, 0, right - left, height)
  hatch(plot, left, right)
  context.restore()
}

/** The words stand beside the hole, at its right unless they would leave the pane. Returns the room they take there. */
function paintWords(plot: Plot, gap: GapSpan, { right, y }: { readonly right: number; readonly y: number }): number {
  const { context, palette, width, xOf } = plot
  context.font = LABEL
  const length = context.measureText(gap.words).width
  const fits = right + length + 12 < width
  const x = fits ? right + 8 : Math.min(xOf(gap.fromUs), width) - 8
  patchText(plot, gap.words, { x, y, color: gap.isOpen ? palette.crit : palette.warn, align: fits ? 'left' : 'right' })
  return fits ? length + 16 : 0
}

function hatch({ context, height, palette }: Plot, left: number, right: number): void {
  context.strokeStyle = withAlpha(palette.warn, 0.3)
  context.lineWidth = 1
  context.beginPath()
  const first = Math.floor((left - height) / 7) * 7
  for (let x = first; x < right; x += 7) {
    context.moveTo(x, height)
    context.lineTo(x + height, 0)
  }
  context.stroke()
  rule(context, [left, 0], [left, height])
  rule(context, [right - 1, 0], [right - 1, height])
}

/** Marks where the source was first there. */
export function paintBeginning(plot: Plot, sinceUs: number | undefined, words: string | undefined): void {
  if (sinceUs === undefined) return
  const { context, height, palette, width, xOf } = plot
  const x = xOf(sinceUs)
  if (x < 0 || x > width) return
  context.strokeStyle = palette.line2
  context.setLineDash([2, 3])
  rule(context, [x, 0], [x, height])
  context.setLineDash([])
  if (words !== undefined && x > 300) patchText(plot, words, { x: x - 8, y: height - 12, color: palette.t3, align: 'right' })
}
