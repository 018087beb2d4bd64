import { withAlpha } from '../theme/palette.ts'
import { type GapSpan, placeWords, spanEdges } from './gap-spans.ts'
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
  const drawn = spans.map((gap) => ({ gap, edges: spanEdges(xOf(gap.fromUs), xOf(gap.toUs), barWidth) }))
  const inView = drawn.filter(({ edges: [from, to] }) => to >= 0 && from <= width)
  let hatchedTo = -Infinity
  for (const {
    edges: [from, to],
  } of inView) {
    const [left, right] = [Math.max(from, -8, hatchedTo), Math.min(to, width)]
    hatchedTo = Math.max(hatchedTo, right)
    if (right > left) fillHole(plot, left, right, isOpaque)
  }
  if (wordsAt === undefined) return
  plot.context.font = LABEL
  const wanted = inView.map(({ gap, edges }) => ({ gap, edges, length: plot.context.measureText(gap.words).width }))
  for (const { gap, x } of placeWords(wanted, width))
    patchText(plot, gap.words, { x, y: wordsAt, color: gap.isOpen ? plot.palette.crit : plot.palette.warn })
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
