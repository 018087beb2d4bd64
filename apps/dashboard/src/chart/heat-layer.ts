import type { Order } from '@of/api'
import type { Heat, HeatColumn } from '../data/merge.ts'
import type { Palette } from '../theme/palette.ts'
import { withAlpha } from '../theme/palette.ts'
import { BUBBLE_NOTIONAL, GUTTER_WIDTH, type HeatScene } from './heat-scene.ts'
import { restingRows } from './resting-rows.ts'
import { type HeatGrid, heatGridOf, heatPixels, rampColors } from './heat-image.ts'
import { paintWalls } from './paint-walls.ts'
import type { Plot } from './plot.ts'

/** Liquidity as it was drawn. */
export interface DrawnHeat {
  readonly grid: HeatGrid
  /** The columns of the grid, in its order. */
  readonly columns: readonly HeatColumn[]
}

/** What an image was made of. */
interface Made {
  /** All columns there are, of which those from one to another are drawn. */
  readonly all: readonly HeatColumn[]
  readonly from: number
  readonly to: number
  readonly leastRow: number
  readonly palette: Palette
}

/** Columns are drawn from one multiple of this to another, so that an image serves while the chart is moved a little. */
const STRIDE = 60

/** Liquidity over time as an image that is made anew only where the data in view or its scale has changed. */
export class HeatLayer {
  readonly #canvas: OffscreenCanvas = new OffscreenCanvas(1, 1)
  #made: Made | undefined
  #drawn: DrawnHeat | undefined

  /** What is drawn; `undefined` before there is any. */
  get drawn(): DrawnHeat | undefined {
    return this.#drawn
  }

  /** Draws what rested, best quotes and trades. */
  paint(plot: Plot, scene: HeatScene): void {
    const { context, height, width, yOf } = plot
    const { stepUs } = scene.heat
    this.#make(plot, scene.heat)
    context.fillStyle = plot.palette.heat[0] ?? plot.palette.panel
    context.fillRect(0, 0, width, height)
    if (this.#drawn === undefined) return
    const { columns, grid } = this.#drawn
    context.imageSmoothingEnabled = false
    const top = yOf(grid.low + grid.rows * grid.rowSize)
    const bottom = yOf(grid.low)
    this.#drawRuns(plot, columns, { stepUs, top, bottom })
    quotes(plot, columns, stepUs)
    bubbles(plot, scene.orders)
    gutter(plot, scene, grid)
    paintWalls(plot, scene)
  }

  /** Columns stand where their time is: one that is missing leaves a hole. */
  #drawRuns(
    { context, xOf }: Plot,
    columns: readonly HeatColumn[],
    { bottom, stepUs, top }: { readonly stepUs: number; readonly top: number; readonly bottom: number },
  ): void {
    const rows = this.#canvas.height
    let from = 0
    for (let i = 1; i <= columns.length; i++) {
      if (i < columns.length && columns[i]!.startUs - columns[i - 1]!.startUs <= stepUs * 1.5) continue
      const left = xOf(columns[from]!.startUs)
      const right = xOf(columns[i - 1]!.startUs + stepUs)
      context.drawImage(this.#canvas, from, 0, i - from, rows, left, top, right - left, bottom - top)
      from = i
    }
  }

  #make(plot: Plot, { columns: all, stepUs }: Heat): void {
    const { palette } = plot
    const [from, to] = columnsInView(plot, all, stepUs)
    const columns = all.slice(from, to)
    const leastRow = leastRowOf(plot, columns)
    const made = this.#made
    if (made?.all === all && made.from === from && made.to === to && made.leastRow === leastRow && made.palette === palette) return
    this.#made = { all, from, to, leastRow, palette }
    const grid = heatGridOf(columns, leastRow)
    this.#drawn = grid === undefined ? undefined : { grid, columns }
    if (grid !== undefined) this.#draw(grid, palette)
  }

  #draw(grid: HeatGrid, palette: Palette): void {
    const width = grid.notional.length
    this.#canvas.width = width
    this.#canvas.height = grid.rows
    this.#canvas.getContext('2d')?.putImageData(new ImageData(heatPixels(grid, rampColors(palette.heat)), width, grid.rows), 0, 0)
  }
}

/** How high a row is at least: rows thinner than a pixel are summed into ones that are not. */
function leastRowOf({ height, yOf }: Plot, columns: readonly HeatColumn[]): number {
  const rowSize = columns.at(-1)?.rowSize ?? 1
  const price = columns.findLast(({ bestBid }) => bestBid !== null)?.bestBid ?? 0
  const rowPx = Math.abs(yOf(price) - yOf(price + rowSize))
  return rowSize * (rowPx > 0 && height > 0 ? Math.max(1, Math.ceil(1 / rowPx - 1e-6)) : 1)
}

/** From which column to which there is something in view. */
function columnsInView({ width, xOf }: Plot, columns: readonly HeatColumn[], stepUs: number): readonly [number, number] {
  const first = columns.findIndex(({ startUs }) => xOf(startUs + stepUs) >= 0)
  const last = columns.findLastIndex(({ startUs }) => xOf(startUs) <= width)
  if (first < 0 || last < 0) return [0, 0]
  return [Math.floor(first / STRIDE) * STRIDE, Math.min(columns.length, Math.ceil((last + 1) / STRIDE) * STRIDE)]
}

/** Draws best bid and best ask as steps. */
function quotes({ context, palette, width, xOf, yOf }: Plot, columns: readonly HeatColumn[], stepUs: number): void {
  for (const [side, color] of [
    ['bestBid', palette.buy],
    ['bestAsk', palette.sell],
  ] as const) {
    context.strokeStyle = color
    context.lineWidth = 1.25
    context.beginPath()
    let isDown = false
    for (const column of columns) {
      const price = column[side]
      const [from, to] = [xOf(column.startUs), xOf(column.startUs + stepUs)]
      if (price === null || to < 0 || from > width) {
        isDown = false
        continue
      }
      const y = yOf(price) + (side === 'bestBid' ? 0.75 : -0.75)
      if (isDown) context.lineTo(from, y)
      else context.moveTo(from, y)
      context.lineTo(to, y)
      isDown = true
    }
    context.stroke()
  }
}

/** How wide a bubble is: its area grows with the notional. */
export function bubbleRadius(notional: number): number {
  return Math.min(12, Math.max(2.5, Math.sqrt(notional / 1e6) * 12))
}

/** Draws trades as bubbles, their area by notional, outlined so that they stand out. */
function bubbles({ context, palette, width, xOf, yOf }: Plot, orders: readonly Order[]): void {
  for (const { aggressor, notional, price, timeUs } of orders) {
    if (notional < BUBBLE_NOTIONAL) continue
    const [x, y] = [xOf(timeUs), yOf(price)]
    if (x < -12 || x > width + 12) continue
    context.beginPath()
    context.arc(x, y, bubbleRadius(notional), 0, 2 * Math.PI)
    context.fillStyle = withAlpha(aggressor === 'buy' ? palette.buy : palette.sell, 0.85)
    context.fill()
    context.lineWidth = 1
    context.strokeStyle = palette.bg
    context.stroke()
  }
}

/** Draws the book as it is now on the price axis of what was before. */
function gutter({ context, height, palette, width, yOf }: Plot, scene: HeatScene, { rowSize }: HeatGrid): void {
  const left = width - GUTTER_WIDTH
  context.fillStyle = palette.panel
  context.fillRect(left, 0, GUTTER_WIDTH, height)
  context.fillStyle = palette.line
  context.fillRect(left, 0, 1, height)
  const rows = restingRows(scene, rowSize)
  const most = Math.max(...rows.map(({ notional }) => notional))
  for (const { notional, row, side } of rows) {
    const [top, bottom] = [yOf((row + 1) * rowSize), yOf(row * rowSize)]
    const length = Math.max(1, (notional / most) * (GUTTER_WIDTH - 12))
    context.fillStyle = withAlpha(side === 'bid' ? palette.buy : palette.sell, 0.6)
    context.fillRect(width - length, Math.round(top), length, Math.max(1, Math.round(bottom - top) - 1))
  }
}
