import { profileBias, type ProfileSummary, type VolumeProfile } from '@of/core'
import { clipped, columnsOf, type Ink, type Region } from '../../terminal/canvas.ts'
import { bar } from '../blocks.ts'
import type { ProductModel } from '../model/watch-model.ts'
import { fixed } from '../numbers.ts'
import { drawTitle } from './frame.ts'
import type { PaneContext } from './pane.ts'
import { readingOf, reasonText, valueOf } from './readings.ts'

/** Columns for the names of levels at the right. */
const NAMES_COLUMNS = 40

/** Draws volume by price over the day, highest price first, and names the prices that matter. */
export function drawProfile(region: Region, { product, nowUs, isFocused }: PaneContext): void {
  const { profile, levels } = product
  drawTitle(region, { left: `Profile, 24 h${profile?.estimated === true ? ' ~' : ''}`, right: summaryText(product), isFocused })
  const body = region.region({ x: 0, y: 1, width: region.width, height: region.height - 1 })
  if (profile === undefined || levels === undefined) {
    body.put(
      1,
      0,
      clipped(`n/a: ${reasonText(readingOf(product, 'poc').reason ?? 'no trades in 24 h', product.tradesSinceUs, nowUs)}`, body.width - 2),
      'dim',
    )
    return
  }
  const rows = rowsFor(profile, body.height)
  const largest = Math.max(...rows.map(({ volume }) => volume))
  const priceColumns = Math.max(...rows.map(({ price }) => columnsOf(fixed(price, product.decimals))))
  const barX = priceColumns + 3
  const names = Math.min(NAMES_COLUMNS, Math.floor(0.42 * body.width))
  const barColumns = body.width - barX - names - 2
  for (const [y, row] of rows.entries()) {
    body.put(1, y, fixed(row.price, product.decimals).padStart(priceColumns + 1), 'dim')
    body.put(barX, y, bar(row.volume / largest, barColumns), inkOf(row, levels))
    drawNames(body, { x: barX + barColumns + 1, y, row, product, levels })
  }
}

function summaryText(product: ProductModel): string {
  const share = valueOf(product, 'valueAreaShare')
  const position = valueOf(product, 'profilePosition')
  const parts: string[] = []
  if (share !== undefined) parts.push(`value area ${fixed(100 * share, 1)} %`)
  if (position !== undefined) {
    const { bias, strength } = profileBias(position)
    parts.push(`bias ${bias} (${strength})`)
  }
  return parts.join(' · ')
}

interface PriceRow {
  readonly low: number
  /** The lower edge of the row above. */
  readonly high: number
  readonly price: number
  readonly volume: number
}

/** The rows of a profile from the highest price down, neighbours put together so that there are at most so many. */
function rowsFor({ rows }: VolumeProfile, height: number): PriceRow[] {
  const together = Math.max(1, Math.ceil(rows.length / Math.max(1, height)))
  const merged: PriceRow[] = []
  for (let first = 0; first < rows.length; first += together) {
    const part = rows.slice(first, first + together)
    const above = rows[first + together]
    const { low } = part[0]!
    const high = above?.low ?? Infinity
    merged.push({
      low,
      high,
      price: part.length === 1 ? part[0]!.price : (low + part.at(-1)!.high) / 2,
      volume: part.reduce((sum, { volume }) => sum + volume, 0),
    })
  }
  return merged.reverse()
}

function holds({ low, high }: PriceRow, price: number): boolean {
  return price >= low && price < high
}

function inkOf(row: PriceRow, { poc, vah, val }: ProfileSummary): Ink {
  if (holds(row, poc)) return 'title'
  return row.high > val && row.low <= vah ? 'plain' : 'dim'
}

/** The name of a price, and the price where there is room for it. */
interface Name {
  readonly word: string
  readonly price?: number
  readonly ink: Ink
}

function namesOf(row: PriceRow, product: ProductModel, { poc, vah, val }: ProfileSummary): Name[] {
  const names: Name[] = [
    { word: 'POC', price: poc, ink: 'title' },
    { word: 'VAH', price: vah, ink: 'plain' },
    { word: 'VAL', price: val, ink: 'plain' },
    { word: 'VWAP', price: valueOf(product, 'vwap24h') ?? NaN, ink: 'accent' },
    { word: '◄', price: product.price ?? NaN, ink: 'plain' },
  ]
  return names.filter(({ price }) => price !== undefined && holds(row, price))
}

function drawNames(
  body: Region,
  {
    x,
    y,
    row,
    product,
    levels,
  }: { readonly x: number; readonly y: number; readonly row: PriceRow; readonly product: ProductModel; readonly levels: ProfileSummary },
): void {
  const has = (nodes: ProfileSummary['hvn']): boolean => nodes.slice(0, 3).some(({ peak }) => holds(row, peak))
  body.put(x, y, has(levels.hvn) ? 'HVN' : has(levels.lvn) ? 'LVN' : '', 'dim')
  let column = x + 5
  for (const { word, price, ink } of namesOf(row, product, levels)) {
    const whole = price === undefined ? word : `${word} ${fixed(price, product.decimals)}`
    const room = body.width - column
    const text = columnsOf(whole) <= room ? whole : columnsOf(word) <= room ? word : ''
    column = body.put(column, y, text, ink) + 2
  }
}
