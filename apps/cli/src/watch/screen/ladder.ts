import { imbalanceLabel } from '@of/core'
import { clipped, columnsOf, type Ink, type Region } from '../../terminal/canvas.ts'
import { bar } from '../blocks.ts'
import type { LadderLevel, ProductModel } from '../model/watch-model.ts'
import { ageText, bps, fixed, money, signed, sizeDecimals } from '../numbers.ts'
import type { PaneContext } from './pane.ts'
import { drawTitle, type Title } from './frame.ts'
import { readingOf, valueOf } from './readings.ts'

const MONEY_COLUMNS = 7

/** Draws the best levels of both sides around mid, with what rests up to each of them. */
export function drawLadder(region: Region, context: PaneContext): void {
  const { product } = context
  drawTitle(region, titleOf(region, context))
  const body = region.region({ x: 0, y: 1, width: region.width, height: region.height - 1 })
  const rows = Math.max(1, Math.floor((body.height - 1) / 2))
  const asks = product.asks.slice(0, rows)
  const bids = product.bids.slice(0, rows)
  if (asks.length === 0 && bids.length === 0) {
    body.put(1, 0, clipped(bookReason(product), body.width - 2), 'dim')
    return
  }
  const columns = columnsFor(body, product, [...asks, ...bids])
  const isWall = new Set(product.walls.map(({ price }) => price))
  const draw = (level: LadderLevel, y: number, ink: Ink): void =>
    drawLevel(body, { level, y, ink, isWall: isWall.has(level.price), ...columns })
  for (const [rank, level] of asks.entries()) draw(level, rows - 1 - rank, 'sell')
  drawMid(body, rows, product)
  for (const [rank, level] of bids.entries()) draw(level, rows + 1 + rank, 'buy')
}

function titleOf(region: Region, { product, nowUs, isFocused }: PaneContext): Title {
  const left = 'Book'
  const { sources, bookSinceUs } = product
  if (sources !== undefined && sources.book.state !== 'healthy') {
    const since = bookSinceUs === undefined ? '' : `, ${ageText(nowUs - bookSinceUs)}`
    return { left, right: sources.book.state === 'absent' ? 'no book' : `not synced${since}`, rightInk: 'crit', isFocused }
  }
  const imbalance = valueOf(product, 'imbalance10')
  const name = region.width >= 40 ? 'imbalance10' : 'imb'
  return { left, isFocused, right: imbalance === undefined ? '' : `${name} ${signed(imbalance, 3)} ${imbalanceLabel(imbalance)}` }
}

function bookReason({ sources, features }: ProductModel): string {
  if (sources === undefined || features === undefined) return 'nothing received yet'
  if (sources.book.state === 'unhealthy') return sources.book.reason
  return sources.book.state === 'absent' ? 'no book was asked for' : 'no level on either side'
}

interface Columns {
  readonly priceColumns: number
  readonly decimals: number
  readonly sizeColumns: number
  readonly sizeDecimals: number
  readonly barColumns: number
  readonly largest: number
  readonly product: string
}

function columnsFor(body: Region, { decimals, product }: ProductModel, levels: readonly LadderLevel[]): Columns {
  const largest = Math.max(...levels.map(({ size }) => size))
  const places = sizeDecimals(largest)
  const sizeColumns = Math.max(6, columnsOf(fixed(largest, places)))
  const priceColumns = Math.max(10, ...levels.map(({ price }) => columnsOf(fixed(price, decimals))))
  const barColumns = body.width - 1 - priceColumns - 2 - sizeColumns - 1 - MONEY_COLUMNS - 1
  return { priceColumns, decimals, sizeColumns, sizeDecimals: places, barColumns, largest, product }
}

interface LevelRow extends Columns {
  readonly level: LadderLevel
  readonly y: number
  readonly ink: Ink
  readonly isWall: boolean
}

function drawLevel(body: Region, row: LevelRow): void {
  const { level, y, ink, isWall, priceColumns, sizeColumns, barColumns } = row
  if (isWall) body.put(0, y, '◆', 'title')
  body.put(1, y, fixed(level.price, row.decimals).padStart(priceColumns), ink)
  const sizeX = 1 + priceColumns + 2
  body.put(sizeX, y, sizeText(level.size, row.sizeDecimals).padStart(sizeColumns), isWall ? 'title' : 'plain')
  body.put(sizeX + sizeColumns + 1, y, bar(level.size / row.largest, barColumns), ink)
  body.putBefore(body.width - 1, y, money(level.total, row.product), 'dim')
}

/** What is smaller than the column can tell is not nothing. */
function sizeText(size: number, decimals: number): string {
  const text = fixed(size, decimals)
  return Number(text.replaceAll(',', '')) > 0 ? text : `<.${'1'.padStart(decimals, '0')}`
}

function drawMid(body: Region, y: number, product: ProductModel): void {
  const mid = readingOf(product, 'mid').value
  const spread = readingOf(product, 'spreadBps').value
  if (mid === null) return
  const x = body.put(2, y, fixed(mid, product.decimals + 1), 'title')
  body.put(x, y, ' mid', 'dim')
  if (spread !== null) body.put(x + 7, y, bps(spread), 'plain')
}
