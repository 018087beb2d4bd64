import { depthLabel } from '@of/core'
import { clipped, type Region } from '../../terminal/canvas.ts'
import { type Point, sparkline } from '../blocks.ts'
import type { ProductModel } from '../model/watch-model.ts'
import { ageText, bps, clockText, fixed, money, signed, signedAmount } from '../numbers.ts'
import type { PaneContext } from './pane.ts'
import { drawTitle } from './frame.ts'
import { readingOf, reasonText, textOf, valueOf } from './readings.ts'

const WIDE = 60

/** Draws what has flowed: sums over time with their recent course, and what rests against it. */
export function drawFlow(region: Region, context: PaneContext): void {
  const { product, isFocused } = context
  const isWide = region.width >= WIDE
  drawTitle(region, { left: 'Flow', right: anchorText(product, isWide), isFocused })
  const body = region.region({ x: 0, y: 1, width: region.width, height: region.height - 1 })
  for (const [y, draw] of (isWide ? wideRows : narrowRows).slice(0, body.height).entries()) draw(body, y, context)
}

function anchorText(product: ProductModel, isWide: boolean): string {
  const { note, coverage } = readingOf(product, 'cvd')
  const share = coverage === undefined ? undefined : `${(Math.floor(coverage * 1_000) / 10).toFixed(1)} %`
  const parts = [
    note === 'since 00:00 UTC' && !isWide ? 'since 00:00' : note,
    share === undefined ? undefined : isWide ? `coverage ${share}` : share,
  ]
  return [...parts.filter((part) => part !== undefined), isWide ? '1 s a step' : undefined].filter((part) => part !== undefined).join(' · ')
}

type DrawRow = (body: Region, y: number, context: PaneContext) => void

function series(
  label: string,
  width: number,
  read: (product: ProductModel) => { readonly value: string; readonly reason?: string; readonly points: readonly Point[] },
): DrawRow {
  return (body, y, { product }) => {
    const { value, reason, points } = read(product)
    const isWide = body.width >= WIDE
    const sparkX = isWide ? 26 : 15
    body.put(1, y, label, 'dim')
    body.put(width, y, value, reason === undefined ? 'plain' : 'dim')
    const columns = body.width - sparkX - 1
    if (points.length > 0) body.putSpark(sparkX, y, sparkline(points, columns), 'plain')
    else if (reason !== undefined) body.put(sparkX, y, clipped(reason, columns), 'dim')
  }
}

function cvdOf(product: ProductModel, isWide: boolean): { value: string; reason?: string; points: readonly Point[] } {
  const { value, reason } = readingOf(product, 'cvd')
  const base = isWide ? ` ${product.product.split('-')[0] ?? ''}` : ''
  return {
    value: value === null ? '–' : `${signedAmount(value)}${base}`,
    ...(reason === undefined ? {} : { reason }),
    points: product.series.cvd,
  }
}

function ofiOf(product: ProductModel): { value: string; reason?: string; points: readonly Point[] } {
  const { value, reason } = readingOf(product, 'ofi')
  return { value: value === null ? '–' : signedAmount(value), ...(reason === undefined ? {} : { reason }), points: product.series.ofi }
}

function momentumOf(product: ProductModel): { value: string; reason?: string; points: readonly Point[] } {
  const { value, reason } = readingOf(product, 'ofiMomentum')
  return { value: value === null ? '–' : signed(value, 2), ...(reason === undefined ? {} : { reason }), points: product.series.momentum }
}

const priceText = (product: ProductModel, name: 'vwap' | 'poc' | 'val' | 'vah'): string =>
  textOf(product, name, (value) => fixed(value, product.decimals))

const vwapRow: DrawRow = (body, y, { product }) => {
  const x = labelled(
    body,
    y,
    'VWAP',
    `${priceText(product, 'vwap')}  ${textOf(product, 'vwapDeviation', (value) => `${signed(value, 2)} %`)}`,
  )
  body.put(x, y, `   trades ${textOf(product, 'tradesPerSecond', (value) => fixed(value, 1))}/s`, 'dim')
}

const pocRow: DrawRow = (body, y, { product, nowUs }) => {
  const { value, reason } = readingOf(product, 'poc')
  const text =
    value === null
      ? `–  ${reasonText(reason ?? '', product.tradesSinceUs, nowUs)}`
      : `${priceText(product, 'poc')}  VA ${priceText(product, 'val')}–${priceText(product, 'vah')}`
  labelled(body, y, 'POC', text)
}

const narrowDepthRow: DrawRow = (body, y, { product }) => {
  labelled(
    body,
    y,
    'Depth',
    `${textOf(product, 'depthImbalanceShell', (value) => signed(value, 2))}  ${pressureText(product)}  ${impactText(product)}`,
  )
}

function pressureText(product: ProductModel): string {
  return `buy ${textOf(product, 'buyPressure', (value) => `${fixed(value, 0)} %`)}`
}

function impactText(product: ProductModel): string {
  return `1 ${product.product.split('-')[0] ?? ''} ${textOf(product, 'impactBuyMidBps', bps)}`
}

const depthRow: DrawRow = (body, y, { product }) => {
  const mid = valueOf(product, 'mid')
  const worth = (name: 'depthBid10' | 'depthAsk10'): string =>
    textOf(product, name, (value) => (mid === undefined ? '–' : money(value * mid, product.product)))
  const shell = valueOf(product, 'depthImbalanceShell')
  const balance = shell === undefined ? '–' : `${signed(shell, 2)} ${depthLabel(shell)}`
  labelled(body, y, 'Depth', `bid ${worth('depthBid10')}  ask ${worth('depthAsk10')} in 10 bps   (2,10] ${balance}`)
}

const aggressionRow: DrawRow = (body, y, { product }) => {
  const bought = textOf(product, 'buyPressure', (value) => `${fixed(value, 0)} % bought, 60 s`)
  labelled(body, y, 'Aggression', `${bought}   impact of ${impactText(product)} from mid`)
}

const wallsRow: DrawRow = (body, y, { product, nowUs }) => {
  const { value, reason } = readingOf(product, 'wallBid')
  const walls = product.walls.toSorted((a, b) => b.notional - a.notional).slice(0, 2)
  const text = walls.map(
    ({ side, notional, price, sinceUs }) =>
      `${side} ${money(notional, product.product)} at ${fixed(price, product.decimals)}, held ${ageText(nowUs - sinceUs)}`,
  )
  labelled(
    body,
    y,
    'Walls',
    value === null
      ? `–  ${reasonText(reason ?? '', product.bookSinceUs, nowUs)}`
      : text.length === 0
        ? 'none of $250 k within 50 bps'
        : text.join(' · '),
  )
}

const whalesRow: DrawRow = (body, y, { product, nowUs }) => {
  const { reason } = readingOf(product, 'whaleThreshold')
  const text = product.whales
    .slice(0, 3)
    .map(({ timeUs, aggressor, notional }) => `${clockText(timeUs)} ${aggressor === 'buy' ? '▲' : '▼'} ${money(notional, product.product)}`)
  labelled(
    body,
    y,
    'Whales',
    text.length > 0 ? text.join(' · ') : reason === undefined ? 'none seen' : `–  ${reasonText(reason, product.tradesSinceUs, nowUs)}`,
  )
}

function labelled(body: Region, y: number, label: string, text: string): number {
  body.put(1, y, label, 'dim')
  const x = body.width >= WIDE ? 13 : 7
  return body.put(x, y, clipped(text, body.width - x - 1), text.startsWith('–') ? 'dim' : 'plain')
}

const narrowRows: readonly DrawRow[] = [
  series('CVD', 6, (product) => cvdOf(product, false)),
  series('OFI', 6, ofiOf),
  series('Mom', 6, momentumOf),
  vwapRow,
  pocRow,
  narrowDepthRow,
]

const wideRows: readonly DrawRow[] = [
  series('CVD', 13, (product) => cvdOf(product, true)),
  series('OFI 10 s', 13, ofiOf),
  series('Momentum', 13, momentumOf),
  depthRow,
  aggressionRow,
  wallsRow,
  whalesRow,
  vwapRow,
  pocRow,
]
