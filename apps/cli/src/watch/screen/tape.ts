import { columnsOf, type Region } from '../../terminal/canvas.ts'
import type { ProductModel, TapeRow } from '../model/watch-model.ts'
import { fixed, money, preciseClockText } from '../numbers.ts'
import type { PaneContext } from './pane.ts'
import { drawTitle } from './frame.ts'
import { readingOf } from './readings.ts'

const WIDE = 40

/** Draws the taker orders, newest first; whales stand out. */
export function drawTape(region: Region, { product, isFocused }: PaneContext): void {
  drawTitle(region, { left: 'Tape', right: thresholdText(product, region.width), isFocused })
  const body = region.region({ x: 0, y: 1, width: region.width, height: region.height - 1 })
  if (product.tape.length === 0) body.put(1, 0, 'no taker order yet', 'dim')
  const rows = product.tape.slice(0, body.height)
  const priceColumns = Math.max(10, ...rows.map(({ price }) => columnsOf(fixed(price, product.decimals))))
  for (const [y, row] of rows.entries()) drawOrder(body, y, { row, product, priceColumns })
}

function thresholdText(product: ProductModel, width: number): string {
  if (product.whaleNotional !== undefined) return `◆ ${width >= WIDE ? 'whale ' : ''}≥ ${money(product.whaleNotional, product.product)}`
  const { reason } = readingOf(product, 'whaleThreshold')
  return reason?.startsWith('warming up: ') === true ? `◆ after ${reason.slice('warming up: '.length).replace(' taker ', ' ')}` : ''
}

interface OrderRow {
  readonly row: TapeRow
  readonly product: ProductModel
  readonly priceColumns: number
}

function drawOrder(body: Region, y: number, { row, product, priceColumns }: OrderRow): void {
  const { aggressor, isWhale, notional, price, timeUs } = row
  if (isWhale) body.region({ x: 1, y, width: body.width - 2, height: 1 }).fillRow(0, ' ', 'whale')
  const isWide = body.width >= WIDE
  if (isWhale) body.put(1, y, '◆', 'whale')
  const clock = preciseClockText(timeUs)
  const x = body.put(2, y, isWide ? clock : clock.slice(3), isWhale ? 'whale' : 'dim')
  const side = isWhale ? 'whale' : aggressor
  const after = body.put(
    x + 1,
    y,
    `${aggressor === 'buy' ? '▲' : '▼'}${isWide ? ' ' : ''}${fixed(price, product.decimals).padStart(priceColumns)}`,
    side,
  )
  body.putBefore(
    Math.max(after + 9, Math.min(body.width - 3, after + 12)),
    y,
    money(notional, product.product),
    isWhale ? 'whale' : 'plain',
  )
}
