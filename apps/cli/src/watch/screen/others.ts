import { clipped, type Ink, type Region } from '../../terminal/canvas.ts'
import type { ProductModel } from '../model/watch-model.ts'
import { fixed, signed, signedAmount } from '../numbers.ts'
import { drawTitle } from './frame.ts'
import { textOf } from './readings.ts'

/** Draws one line for each product that is not looked at. */
export function drawOthers(region: Region, products: readonly ProductModel[], isStale: boolean): void {
  const [only] = products
  drawTitle(region, { left: products.length === 1 && only !== undefined ? only.product : 'Other products' })
  const named = products.length > 1
  for (const [at, product] of products.slice(0, region.height - 1).entries()) drawProduct(region, at + 1, { product, named, isStale })
}

interface OtherRow {
  readonly product: ProductModel
  readonly named: boolean
  readonly isStale: boolean
}

function drawProduct(region: Region, y: number, { product, named, isStale }: OtherRow): void {
  const { decimals, lastMove, price } = product
  const side: Ink = lastMove === 'down' ? 'sell' : 'buy'
  let x = 1
  if (named) x = region.put(x, y, `${product.product.padEnd(10)} `, 'title')
  x = region.put(x, y, lastMove === undefined ? '  ' : lastMove === 'up' ? '▲ ' : '▼ ', side)
  x = region.put(x, y, price === undefined ? '–' : fixed(price, decimals), 'title')
  const { text, ink } = signalText(product)
  x = region.put(x + 3, y, text, ink)
  const facts = [
    `VWAP ${textOf(product, 'vwapDeviation', (value) => `${signed(value, 2)} %`)}`,
    `imb ${textOf(product, 'imbalance10', (value) => signed(value, 3))}`,
    `CVD ${textOf(product, 'cvd', signedAmount)}`,
    `mom ${textOf(product, 'ofiMomentum', (value) => signed(value, 2))}`,
  ]
  x = region.put(x, y, clipped(`   ${facts.join('   ')}`, region.width - x - 20), 'dim')
  const book = bookWord(product, isStale)
  x = region.put(x + 3, y, book.glyph, book.ink)
  region.put(x, y, clipped(` ${book.word}`, region.width - x - 1), book.ink === 'ok' ? 'plain' : book.ink)
}

function signalText({ decision }: ProductModel): { readonly text: string; readonly ink: Ink } {
  if (decision === undefined) return { text: 'HOLD no minute closed', ink: 'dim' }
  if (decision.abstained) return { text: 'HOLD abstained', ink: 'crit' }
  const ink = ({ LONG: 'buy', SHORT: 'sell', HOLD: 'plain' } as const)[decision.direction]
  return { text: `${decision.direction} net ${signed(decision.net ?? 0, 0)}`, ink }
}

function bookWord({ sources }: ProductModel, isStale: boolean): { readonly glyph: string; readonly word: string; readonly ink: Ink } {
  if (isStale) return { glyph: '◆', word: 'stale', ink: 'crit' }
  if (sources?.book.state === 'healthy') return { glyph: '●', word: 'synced', ink: 'ok' }
  return { glyph: '▲', word: sources?.book.state === 'unhealthy' ? sources.book.reason : 'no book', ink: 'warn' }
}
