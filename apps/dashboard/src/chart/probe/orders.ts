import type { Order } from '@of/api'
import { bps, fixed, money, size } from '../../format/number.ts'
import { clock } from '../../format/time.ts'
import { BUBBLE_NOTIONAL } from '../heat-scene.ts'
import { bubbleRadius } from '../heat-layer.ts'
import { whalePoint, whaleRadius } from '../paint-whales.ts'
import type { Scene } from '../scene.ts'
import type { Drawn, Point, Words } from './drawn.ts'

/** Orders that are told one by one; the others are counted. */
const MOST_ORDERS = 4

/** The whales of a ring. */
export function whaleAt({ marks, plot, scene }: Drawn, [x, y]: Point): Words | undefined {
  if (!scene.layers.whales) return undefined
  const mark = marks.find((one) => {
    const [markX, markY] = whalePoint(plot, one)
    return Math.hypot(markX - x, markY - y) <= whaleRadius(one.notional) + 3
  })
  return mark === undefined ? undefined : wordsOf(mark.orders, scene)
}

/** The order of a bubble: of those that lie on each other, the newest, which is drawn last. */
export function bubbleAt({ plot, scene }: Drawn, [x, y]: Point): Words | undefined {
  const order = scene.orders.findLast(
    ({ notional, price, timeUs }) =>
      notional >= BUBBLE_NOTIONAL && Math.hypot(plot.xOf(timeUs) - x, plot.yOf(price) - y) <= bubbleRadius(notional) + 2,
  )
  return order === undefined ? undefined : wordsOf([order], scene)
}

function wordsOf(orders: readonly Order[], scene: Scene): Words {
  const sum = orders.reduce((total, { notional }) => total + notional, 0)
  const word = orders.every(({ whale }) => whale) ? 'whale' : 'order of a taker'
  const count = orders.length === 1 ? word : `${orders.length} ${word}s`
  const shown = orders.slice(0, MOST_ORDERS).map((order) => lineOf(order, scene))
  const more = orders.length - shown.length
  return {
    title: `${orders[0]?.aggressor === 'buy' ? '▲ bought' : '▼ sold'} ${money(sum)} · ${count}`,
    lines: more > 0 ? [...shown, `and ${more} more`] : shown,
  }
}

/** Time, size, average price, fills, and the prices that it went through, in basis points of the first. */
function lineOf({ fills, firstPrice, lastPrice, price, size: amount, timeUs }: Order, { decimals, zone }: Scene): string {
  const line = `${clock(timeUs, zone, 'ms')} · ${size(amount)} at ${fixed(price, decimals)}, ${fills === 1 ? '1 fill' : `${fills} fills`}`
  if (firstPrice === undefined || lastPrice === undefined) return line
  if (firstPrice === lastPrice) return `${line}, one price`
  const moved = (Math.abs(lastPrice - firstPrice) / firstPrice) * 1e4
  return `${line}, ${fixed(firstPrice, decimals)} → ${fixed(lastPrice, decimals)}, impact ${bps(moved)}`
}
