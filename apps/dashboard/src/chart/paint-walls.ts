import type { Book, GoneWall } from '@of/api'
import type { Heat } from '../data/merge.ts'
import { money, share } from '../format/number.ts'
import { age, span } from '../format/time.ts'
import { GUTTER_WIDTH, type HeatScene } from './heat-scene.ts'
import { layoutLabels } from './label-layout.ts'
import { LABEL, patchText, type Plot, rule } from './plot.ts'

/** More walls of each kind are not named. */
const NAMED = 6

/** Where labels begin below the readout, px. */
const TOP = 34
const HEIGHT = 16

interface Box {
  readonly left: number
  readonly right: number
  readonly y: number
}

/** Names walls with their amount and how long they have rested, and those that vanished with what became of them. No two names touch. */
export function paintWalls(plot: Plot, { book, heat, isBookLive, nowUs }: HeatScene): void {
  const taken = book === undefined || !isBookLive ? [] : paintStanding(plot, book, nowUs)
  paintGone(plot, heat, taken)
}

/** What became of a wall: whichever took more of it first, takers or whoever had placed it. */
export function goneWords({ filled, goneUs, left, sinceUs, size }: GoneWall): string {
  const filledShare = Math.min(1, filled / size)
  const pulledShare = Math.max(0, 1 - filledShare - left / size)
  const after = `after ${span(Math.round((goneUs - sinceUs) / 1e6) * 1e6)}`
  return filledShare > pulledShare ? `filled ${after}, ${share(pulledShare, 0)} pulled` : `pulled ${after}, ${share(filledShare, 0)} filled`
}

function paintStanding(plot: Plot, book: Book, nowUs: number): Box[] {
  const { height, palette, width, yOf } = plot
  const seen = book.walls.filter(({ price }) => yOf(price) > 0 && yOf(price) < height).slice(0, NAMED)
  const places = layoutLabels(
    seen.map(({ notional, price }) => ({ at: yOf(price) - 11, height: HEIGHT, rank: -notional })),
    { top: TOP, bottom: height, maxShift: 30 },
  )
  const right = width - GUTTER_WIDTH - 10
  return seen.flatMap(({ notional, side, sinceUs }, i): Box[] => {
    const y = places[i]
    if (y === undefined) return []
    const words = `${side} wall ${money(notional)} · ${age(nowUs - sinceUs)}`
    const color = side === 'bid' ? palette.buy : palette.sell
    return [{ left: right - patchText(plot, words, { x: right, y, color, font: LABEL, align: 'right' }), right, y }]
  })
}

/** The largest first; a name that has no room, or would lie on the quotes, is left out; the end of its wall is marked all the same. */
function paintGone(plot: Plot, { columns, walls }: Heat, taken: Box[]): void {
  const { context, height, palette, width, xOf, yOf } = plot
  const end = width - GUTTER_WIDTH
  const seen = walls
    .map((wall) => ({ wall, x: xOf(wall.goneUs), y: yOf(wall.price) }))
    .filter(({ x, y }) => x > 0 && x < end && y > TOP && y < height)
    .sort((a, b) => b.wall.notional - a.wall.notional)
  context.strokeStyle = palette.t1
  context.lineWidth = 1
  for (const { x, y } of seen) rule(context, [x, y - 5], [x, y + 5])
  const quotes = columns.map(({ bestAsk, bestBid, startUs }) => ({
    x: xOf(startUs),
    ys: [bestBid, bestAsk].flatMap((price) => (price === null ? [] : yOf(price))),
  }))
  const coversQuotes = ({ left, right, y: at }: Box): boolean =>
    quotes.some(({ x, ys }) => x > left - 6 && x < right + 6 && ys.some((quote) => Math.abs(quote - at) < HEIGHT * 0.75))
  let named = 0
  for (const { wall, x, y } of seen) {
    if (named === NAMED) return
    const words = goneWords(wall)
    context.font = LABEL
    const length = context.measureText(words).width
    const box = [x + 8, x - 8 - length]
      .map((left) => ({ left, right: left + length, y }))
      .find((one) => isFree(one, end, taken) && !coversQuotes(one))
    if (box === undefined) continue
    taken.push(box)
    named += 1
    patchText(plot, words, { x: box.left, y, color: palette.t1, font: LABEL })
  }
}

function isFree({ left, right, y }: Box, end: number, taken: readonly Box[]): boolean {
  const isApart = (other: Box): boolean => right + 6 < other.left || left > other.right + 6 || Math.abs(other.y - y) >= HEIGHT
  return left >= 4 && right <= end - 4 && taken.every(isApart)
}
