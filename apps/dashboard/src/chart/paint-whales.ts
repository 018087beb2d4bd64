import type { Bar, Order } from '@of/api'
import { money } from '../format/number.ts'
import { withAlpha } from '../theme/palette.ts'
import { SMALL, type Plot } from './plot.ts'

/** A whale in the chart, or several that would lie on each other. */
export interface WhaleMark {
  readonly orders: readonly Order[]
  readonly aggressor: Order['aggressor']
  readonly notional: number
  readonly timeUs: number
  /** The low of its bar where it bought, the high where it sold. */
  readonly anchor: number
}

/** One mark for the whales of a side in a bar: below its low where they bought, above its high where they sold. */
export function whaleMarks(orders: readonly Order[], bars: readonly Bar[], widthUs: number): readonly WhaleMark[] {
  const byBar = new Map(bars.map((bar) => [bar.startUs, bar]))
  const marks = new Map<string, { orders: Order[]; anchor: number; timeUs: number }>()
  for (const order of orders) {
    if (!order.whale) continue
    const startUs = Math.floor(order.timeUs / widthUs) * widthUs
    const bar = byBar.get(startUs)
    const anchor = (order.aggressor === 'buy' ? bar?.low : bar?.high) ?? order.price
    const key = `${startUs} ${order.aggressor}`
    const mark = marks.get(key)
    if (mark === undefined) marks.set(key, { orders: [order], anchor, timeUs: startUs + widthUs / 2 })
    else mark.orders.push(order)
  }
  return [...marks.values()].map(({ anchor, orders: of, timeUs }) => ({
    orders: of,
    aggressor: of[0]!.aggressor,
    notional: of.reduce((sum, { notional }) => sum + notional, 0),
    timeUs,
    anchor,
  }))
}

/** Marks of a side that would stand nearer to each other than this are one where there is little room, px. */
const MERGED_WITHIN = 20

/** Marks with those of a side that stand close together as one. */
export function mergeNear(marks: readonly WhaleMark[], xOf: Plot['xOf']): readonly WhaleMark[] {
  const merged: WhaleMark[] = []
  for (const mark of marks) {
    const at = merged.findLastIndex(({ aggressor }) => aggressor === mark.aggressor)
    const before = merged[at]
    if (before === undefined || xOf(mark.timeUs) - xOf(before.timeUs) >= MERGED_WITHIN) merged.push(mark)
    else merged[at] = bothOf(before, mark)
  }
  return merged
}

function bothOf(one: WhaleMark, other: WhaleMark): WhaleMark {
  const further = one.aggressor === 'buy' ? Math.min : Math.max
  return {
    ...one,
    orders: [...one.orders, ...other.orders],
    notional: one.notional + other.notional,
    anchor: further(one.anchor, other.anchor),
  }
}

/** How wide a ring is: its area grows with the notional. */
export function whaleRadius(notional: number): number {
  return Math.min(13, Math.max(6, Math.sqrt(notional / 1_000_000) * 11))
}

/** From which notional on a mark says its amount: the 90 % quantile of those there are. */
export function namedFrom(marks: readonly WhaleMark[]): number {
  const sorted = marks.map(({ notional }) => notional).sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length * 0.9)] ?? Infinity
}

/** Where a mark stands. */
export function whalePoint(
  { xOf, yOf }: Pick<Plot, 'xOf' | 'yOf'>,
  { aggressor, anchor, notional, timeUs }: WhaleMark,
): readonly [number, number] {
  const away = whaleRadius(notional) + 8
  return [xOf(timeUs), yOf(anchor) + (aggressor === 'buy' ? away : -away)]
}

/** Draws whales as rings with the arrow of their side; the largest say their amount, several in one their number, where there is room. */
export function paintWhales(
  plot: Plot,
  marks: readonly WhaleMark[],
  { isStrong, left }: { readonly isStrong: boolean; readonly left: number },
): void {
  const seen = marks.map((mark) => ({ mark, at: whalePoint(plot, mark), radius: whaleRadius(mark.notional) }))
  const inView = seen.filter(({ at: [x] }) => x >= left - 20 && x <= plot.width + 20)
  for (const ring of inView) paintRing(plot, ring, isStrong)
  const least = namedFrom(marks)
  const taken: Box[] = inView.map(({ at: [x, y], radius }) => ({
    left: x - radius,
    right: x + radius,
    top: y - radius,
    bottom: y + radius,
  }))
  for (const ring of inView.sort((a, b) => b.mark.notional - a.mark.notional)) {
    const { notional, orders } = ring.mark
    const words = notional >= least ? money(notional) : orders.length > 1 ? `×${orders.length}` : ''
    if (words !== '') paintAmount(plot, ring, words, { taken, left })
  }
}

interface Ring {
  readonly mark: WhaleMark
  readonly at: readonly [number, number]
  readonly radius: number
}

interface Box {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

function paintRing(plot: Plot, { at: [x, y], mark, radius }: Ring, isStrong: boolean): void {
  const { context, palette } = plot
  const color = mark.aggressor === 'buy' ? palette.buy : palette.sell
  context.beginPath()
  context.arc(x, y, radius, 0, 2 * Math.PI)
  context.fillStyle = palette.panel
  context.fill()
  context.fillStyle = withAlpha(color, isStrong ? 0.5 : 0.3)
  context.fill()
  context.lineWidth = 1.5
  context.strokeStyle = color
  context.stroke()
  arrow(plot, [x, y], { color, isUp: mark.aggressor === 'buy', size: Math.max(3, radius * 0.42) })
}

/** Writes beside a ring, right of it or left, unless that would touch another ring or amount. */
function paintAmount(
  { context, palette, width }: Plot,
  { at: [x, y], mark, radius }: Ring,
  words: string,
  { left: edge, taken }: { readonly left: number; readonly taken: Box[] },
): void {
  context.font = SMALL
  const length = context.measureText(words).width
  const boxes = [x + radius + 4, x - radius - 4 - length].map((left) => ({ left, right: left + length, top: y - 6, bottom: y + 6 }))
  const free = boxes.find((box) => box.left >= edge && box.right <= width && !taken.some((other) => areTouching(box, other)))
  if (free === undefined) return
  taken.push(free)
  context.textBaseline = 'middle'
  context.textAlign = 'left'
  // An edge keeps it apart from candles of its own colour.
  context.lineJoin = 'round'
  context.lineWidth = 4
  context.strokeStyle = palette.panel
  context.strokeText(words, free.left, y)
  context.fillStyle = mark.aggressor === 'buy' ? palette.buy : palette.sell
  context.fillText(words, free.left, y)
}

function areTouching(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
}

function arrow(
  { context }: Plot,
  [x, y]: readonly [number, number],
  { color, isUp, size }: { readonly color: string; readonly isUp: boolean; readonly size: number },
): void {
  const tip = isUp ? -size : size
  context.beginPath()
  context.moveTo(x, y + tip * 0.8)
  context.lineTo(x + size, y - tip * 0.7)
  context.lineTo(x - size, y - tip * 0.7)
  context.closePath()
  context.fillStyle = color
  context.fill()
}
