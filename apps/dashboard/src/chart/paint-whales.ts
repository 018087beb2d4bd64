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

/** Draws whales as rings with the arrow of their side; the largest say their amount. */
export function paintWhales(plot: Plot, marks: readonly WhaleMark[], isStrong: boolean): void {
  const { context, palette, width } = plot
  const least = namedFrom(marks)
  let lastX = -Infinity
  for (const mark of marks) {
    const [x, y] = whalePoint(plot, mark)
    if (x < -20 || x > width + 20) continue
    const radius = whaleRadius(mark.notional)
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
    const words = mark.notional >= least ? money(mark.notional) : mark.orders.length > 1 ? `×${mark.orders.length}` : ''
    if (words === '' || (x - lastX < 70 && mark.notional < least)) continue
    context.font = SMALL
    context.fillStyle = color
    context.textBaseline = 'middle'
    const isTight = x + radius + 5 + context.measureText(words).width > width
    context.textAlign = isTight ? 'right' : 'left'
    context.fillText(words, isTight ? x - radius - 5 : x + radius + 5, y)
    lastX = x
  }
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
