import type { Bar, Footprint } from '@of/api'
import { atLeast, fixed, signed } from '../format/number.ts'
import { withAlpha } from '../theme/palette.ts'
import { LABEL, type Plot, rule, SMALL } from './plot.ts'

/** Room below the cells for what each bar comes to. */
export const FOOT_HEIGHT = 42

/** Narrower than these, numbers go, then cells. */
const NUMBERS_FROM = 64
const CELLS_FROM = 24

/** Rows lower than this have no room for a number. */
const NUMBER_HEIGHT = 10.5

/** Rows are given this height where there is room for the newest bar, px. */
const READABLE_HEIGHT = 13

type FootprintBar = Footprint['items'][number]

/** What of a footprint a width of bars has room for. */
export function footprintDetail(barWidth: number): 'numbers' | 'fills' | 'delta' {
  if (barWidth >= NUMBERS_FROM) return 'numbers'
  return barWidth >= CELLS_FROM ? 'fills' : 'delta'
}

/** A volume in a cell: three significant digits. */
export function cellText(volume: number): string {
  if (volume === 0) return '0'
  return atLeast(volume, volume >= 99.95 ? 0 : volume >= 9.995 ? 1 : volume >= 0.0995 ? 2 : 3)
}

/**
 * The prices that footprints span, newest bars first, as far as rows have room for their numbers in so many pixels: of bars that would
 * make rows too low to be read, what is beyond is out of view. `undefined` where nothing traded.
 */
export function readableRange(footprints: readonly Pick<Footprint, 'items' | 'rowSize'>[], height: number): Span | undefined {
  const rowSize = footprints.at(-1)?.rowSize ?? 0
  const most = Math.max(1, Math.floor(height / READABLE_HEIGHT)) * rowSize
  const bars = footprints.flatMap((footprint) =>
    footprint.items.map(({ rows, startUs }) => ({ rows, startUs, rowSize: footprint.rowSize })),
  )
  let range: Span | undefined
  for (const bar of bars.sort((a, b) => b.startUs - a.startUs)) {
    const prices = bar.rows.flatMap(({ price }) => [price, price + bar.rowSize])
    if (prices.length === 0) continue
    const minValue = Math.min(...prices, range?.minValue ?? Infinity)
    const maxValue = Math.max(...prices, range?.maxValue ?? -Infinity)
    if (range === undefined || maxValue - minValue <= most) range = { minValue, maxValue }
    else return widened(range, { minValue, maxValue }, most)
  }
  return range
}

interface Span {
  readonly minValue: number
  readonly maxValue: number
}

/** A span with as much of a wider one as it may have, downwards first. */
function widened(span: Span, wider: Span, most: number): Span {
  const minValue = Math.max(wider.minValue, Math.min(span.minValue, span.maxValue - most))
  return { minValue, maxValue: Math.min(wider.maxValue, Math.max(span.maxValue, minValue + most)) }
}

/** Draws what takers sold and bought at each price: sells left, buys right, imbalances filled, the bar's point of control outlined. */
export function paintFootprint(plot: Plot, footprint: Footprint, bars: readonly Bar[], widthUs: number): void {
  const { barWidth, context, height, palette, width, xOf } = plot
  const detail = footprintDetail(barWidth)
  const { rowSize } = footprint
  const candles = new Map(bars.map((bar) => [bar.startUs, bar]))
  context.strokeStyle = palette.line
  rule(context, [0, height - FOOT_HEIGHT], [width, height - FOOT_HEIGHT])
  for (const bar of footprint.items) {
    const left = xOf(bar.startUs)
    if (left + barWidth < 0 || left > width) continue
    const most = Math.max(...bar.rows.map(({ buy, sell }) => Math.max(buy, sell)))
    if (detail !== 'delta') {
      context.save()
      context.beginPath()
      context.rect(0, 0, width, height - FOOT_HEIGHT)
      context.clip()
      for (const row of bar.rows)
        paintRow(plot, bar, row, { left, most, hasNumbers: hasNumbers(plot, row.price, { detail, rowSize }), rowSize })
      paintCandle(plot, candles.get(bar.startUs), left + insetOf(barWidth) - 8)
      context.restore()
    }
    paintSums(plot, bar, xOf(bar.startUs + widthUs / 2))
  }
}

/** Whether rows are wide and high enough for numbers: all of them, or none. */
function hasNumbers(
  { yOf }: Plot,
  price: number,
  { detail, rowSize }: { readonly detail: ReturnType<typeof footprintDetail>; readonly rowSize: number },
): boolean {
  return detail === 'numbers' && Math.abs(yOf(price) - yOf(price + rowSize)) >= NUMBER_HEIGHT
}

/** Room between a bar's cells and its neighbour's. */
function insetOf(barWidth: number): number {
  return Math.max(3, barWidth * 0.1)
}

/** The candle of a bar, small, left of its cells, where there is room for one. */
function paintCandle({ context, palette, yOf }: Plot, bar: Bar | undefined, x: number): void {
  if (bar?.open == null || bar.close === null || bar.high === null || bar.low === null) return
  const isUp = bar.close >= bar.open
  const color = isUp ? palette.buy : palette.sell
  const [top, bottom] = [yOf(Math.max(bar.open, bar.close)), yOf(Math.min(bar.open, bar.close))]
  context.strokeStyle = color
  context.lineWidth = 1
  rule(context, [x, yOf(bar.high)], [x, yOf(bar.low)])
  context.fillStyle = isUp ? palette.panel : color
  const box = [Math.round(x) - 1.5, Math.round(top) + 0.5, 4, Math.max(1, Math.round(bottom - top))] as const
  context.fillRect(...box)
  context.strokeRect(...box)
}

type FootprintRow = FootprintBar['rows'][number]

interface Cell {
  readonly left: number
  readonly most: number
  readonly hasNumbers: boolean
  readonly rowSize: number
}

/** Where a row of cells lies: sells from the middle leftwards, buys rightwards, each half as wide as the bar has room. */
interface CellPlace {
  readonly top: number
  readonly bottom: number
  readonly thickness: number
  readonly middle: number
  readonly half: number
}

function paintRow(plot: Plot, bar: FootprintBar, row: FootprintRow, { hasNumbers: isNumbered, left, most, rowSize }: Cell): void {
  const { barWidth, context, palette, yOf } = plot
  const [top, bottom] = [Math.round(yOf(row.price + rowSize)), Math.round(yOf(row.price))]
  const half = (barWidth - 2 * insetOf(barWidth)) / 2
  const place = { top, bottom, thickness: Math.max(1, bottom - top - 1), middle: left + barWidth / 2, half }
  for (const side of ['sell', 'buy'] as const) {
    paintCell(plot, row, side, { ...place, most })
    if (isNumbered) paintNumber(plot, row, side, place)
  }
  if (row.stacked) paintStack(plot, row, place)
  if (row.price !== bar.poc) return
  context.strokeStyle = palette.t1
  context.lineWidth = 1.5
  context.strokeRect(place.middle - half, top, half * 2, place.thickness)
}

/** What one side traded at a price, of the most that any did in its bar; an imbalance fills its cell. */
function paintCell(
  { context, palette }: Plot,
  row: FootprintRow,
  side: 'buy' | 'sell',
  { half, middle, most, thickness, top }: CellPlace & { readonly most: number },
): void {
  const isFilled = row.imbalance === side
  const color = side === 'buy' ? palette.buy : palette.sell
  context.fillStyle = palette.raised
  context.globalAlpha = 0.6
  context.fillRect(side === 'buy' ? middle : middle - half, top, half, thickness)
  context.globalAlpha = 1
  const length = isFilled ? half : (row[side] / most) * half
  context.fillStyle = isFilled ? color : withAlpha(color, 0.26)
  context.fillRect(side === 'buy' ? middle : middle - length, top, length, thickness)
}

function paintNumber(
  { context, palette }: Plot,
  row: FootprintRow,
  side: 'buy' | 'sell',
  { half, middle, thickness, top }: CellPlace,
): void {
  const isFilled = row.imbalance === side
  context.font = isFilled ? `650 ${SMALL.slice(4)}` : SMALL
  context.fillStyle = isFilled ? (side === 'buy' ? palette.onBuy : palette.onSell) : palette.t1
  context.textBaseline = 'middle'
  context.textAlign = 'right'
  context.fillText(cellText(row[side]), (side === 'buy' ? middle + half : middle) - 6, top + thickness / 2 + 0.5)
}

/** A line at the outer edge of a cell that belongs to three imbalances or more in a row. */
function paintStack({ context, palette }: Plot, { imbalance }: FootprintRow, { bottom, half, middle, top }: CellPlace): void {
  if (imbalance === null) return
  context.fillStyle = imbalance === 'buy' ? palette.buy : palette.sell
  context.fillRect(imbalance === 'buy' ? middle + half + 2 : middle - half - 4, top, 2, bottom - top)
}

/** Delta and volume of a bar, below its cells. */
function paintSums({ barWidth, context, height, palette }: Plot, { delta, volume }: FootprintBar, x: number): void {
  const color = delta >= 0 ? palette.buy : palette.sell
  if (barWidth < CELLS_FROM * 1.8) {
    const length = Math.min(FOOT_HEIGHT / 2 - 4, (Math.abs(delta) / Math.max(volume, 1e-9)) * (FOOT_HEIGHT / 2))
    const middle = height - FOOT_HEIGHT / 2
    context.fillStyle = color
    context.fillRect(x - barWidth * 0.3, delta >= 0 ? middle - length : middle, barWidth * 0.6, Math.max(1, length))
    return
  }
  context.textAlign = 'center'
  context.textBaseline = 'middle'
  context.font = LABEL
  context.fillStyle = color
  context.fillText(barWidth < NUMBERS_FROM ? signed(delta, 1) : `Δ ${signed(delta, 2)}`, x, height - FOOT_HEIGHT + 13)
  context.fillStyle = palette.t2
  context.fillText(barWidth < NUMBERS_FROM ? fixed(volume, 1) : `V ${fixed(volume, 2)}`, x, height - FOOT_HEIGHT + 29)
}
