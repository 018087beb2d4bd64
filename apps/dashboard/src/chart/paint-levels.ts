import { withAlpha } from '../theme/palette.ts'
import { layoutLabels } from './label-layout.ts'
import { LABEL, patchText, type Plot, rule, TAG } from './plot.ts'

/** A price that the chart marks. */
export interface Level {
  readonly name: string
  readonly price: number
  readonly kind: 'last' | 'vwap' | 'band' | 'poc' | 'edge'
  /** The lower keeps its place against the higher. */
  readonly rank: number
  /** Whether the price is written on the axis, and whether a line is drawn. */
  readonly isTagged: boolean
  readonly line: 'solid' | 'dashed' | 'dotted' | 'none'
  /** Since when it is known, µs: its name stands before that, unless there are bars. */
  readonly sinceUs?: number | undefined
  readonly hasBarsBefore?: boolean
}

/** What the last price is drawn as: the side that traded last, or drained where it is old. */
export interface LevelStyle {
  readonly last: 'buy' | 'sell' | 'stale'
  readonly price: (value: number) => string
  /** From where to where lines go. */
  readonly lineStart: number
  readonly lineEnd: number
}

/** Room for the names of levels at the left, where the plot is narrow, px. */
export const NAMES_GUTTER = 46

/** Clears the room of names. */
export function paintGutter({ context, height, palette }: Plot): void {
  context.fillStyle = palette.panel
  context.fillRect(0, 0, NAMES_GUTTER, height)
}

const TAG_HEIGHT = 20

/** Draws the lines of levels and, at the left, their names. */
export function paintLevels(plot: Plot, levels: readonly Level[], style: LevelStyle): void {
  const { context, height, palette, xOf, yOf } = plot
  for (const level of levels) {
    const y = yOf(level.price)
    if (level.line === 'none' || !(y >= 0 && y <= height)) continue
    context.strokeStyle = lineColor(plot, level, style)
    context.lineWidth = 1
    context.setLineDash(level.line === 'dashed' ? [6, 4] : level.line === 'dotted' ? [2, 3] : [])
    rule(context, [style.lineStart, y], [level.kind === 'last' ? plot.width : style.lineEnd, y])
  }
  context.setLineDash([])
  const named = levels.filter(({ kind, price }) => kind !== 'last' && yOf(price) >= 0 && yOf(price) <= height)
  const places = layoutLabels(
    // In a gutter of their own they stand on their lines, else above them.
    named.map(({ price, rank }) => ({ at: yOf(price) - (style.lineStart > 0 ? 0 : 9), height: 16, rank })),
    { top: 30, bottom: height, maxShift: 34 },
  )
  named.forEach(({ hasBarsBefore, kind, name, sinceUs }, i) => {
    const y = places[i]
    if (y === undefined) return
    const color = kind === 'vwap' || kind === 'band' ? palette.accent : kind === 'poc' ? palette.t1 : palette.t2
    const beginning = sinceUs === undefined || style.lineStart > 0 ? 0 : xOf(sinceUs) - 8
    const isLate = beginning > NAMES_GUTTER + 8
    if (isLate && hasBarsBefore === true) return
    patchText(plot, name, { x: isLate ? beginning : 8, y, color, font: LABEL, align: isLate ? 'right' : 'left' })
  })
}

/** Draws the prices of levels as tags on the axis. No two touch. */
export function paintTags(plot: Plot, levels: readonly Level[], style: LevelStyle): void {
  const { context, height, palette, width } = plot
  const { tagged, places } = placeTags(plot, levels, height)
  context.font = TAG
  context.textBaseline = 'middle'
  context.textAlign = 'right'
  tagged.forEach((level, i) => {
    const y = places[i]
    if (y === undefined) return
    const [fill, text] = tagColors(plot, level, style)
    context.fillStyle = fill
    context.beginPath()
    context.roundRect(1, y - TAG_HEIGHT / 2 + 1, width - 4, TAG_HEIGHT - 2, 3)
    context.fill()
    context.fillStyle = text
    context.fillText(style.price(level.price), width - 9, y + 0.5)
  })
  context.fillStyle = palette.line2
}

/** Where tags stand: `undefined` where there is no room. */
export function placeTags(
  { yOf }: Pick<Plot, 'yOf'>,
  levels: readonly Level[],
  height: number,
): { readonly tagged: readonly Level[]; readonly places: readonly (number | undefined)[] } {
  const tagged = levels.filter(({ isTagged, price }) => isTagged && yOf(price) >= 0 && yOf(price) <= height)
  const labels = tagged.map(({ price, rank }) => ({ at: yOf(price), height: TAG_HEIGHT, rank }))
  return { tagged, places: layoutLabels(labels, { top: 0, bottom: height, maxShift: 64 }) }
}

function lineColor({ palette }: Plot, { kind }: Level, { last }: LevelStyle): string {
  if (kind === 'last') return last === 'stale' ? palette.t3 : palette[last]
  return kind === 'poc' ? withAlpha(palette.t1, 0.7) : palette.t3
}

function tagColors({ palette }: Plot, { kind }: Level, { last }: LevelStyle): readonly [string, string] {
  if (kind === 'last') {
    if (last === 'stale') return [palette.line2, palette.t1]
    return last === 'buy' ? [palette.buy, palette.onBuy] : [palette.sell, palette.onSell]
  }
  if (kind === 'vwap') return [palette.accent, palette.onAccent]
  return kind === 'poc' ? [palette.t1, palette.panel] : [palette.raised, palette.t1]
}
