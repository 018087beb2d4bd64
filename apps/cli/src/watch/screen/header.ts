import type { Ink, Region } from '../../terminal/canvas.ts'
import { columnsOf } from '../../terminal/canvas.ts'
import type { Chip, ProductModel, WatchModel } from '../model/watch-model.ts'
import { bps, clockText, fixed, signed } from '../numbers.ts'
import { textOf } from './readings.ts'

const chipGlyphs = { ok: '●', warn: '▲', crit: '◆' } as const

/** A text and the ink it is written in. */
type Span = readonly [text: string, ink: Ink]

/** Draws the first row: the product, its price, what fits of the rest, the clock and the health of the whole. */
export function drawHeader(
  region: Region,
  model: WatchModel,
  { selected, isPaused }: { readonly selected: number; readonly isPaused: boolean },
): void {
  const { products, clockUs, chip } = model
  const product = products[selected]
  const right = [
    ...(isPaused ? [['PAUSED  ', 'accent'] as const] : []),
    [`${clockUs > 0 ? clockText(clockUs) : '--:--:--'} UTC  `, 'dim'] as const,
    ...chipSpans(chip),
  ]
  const rightX = region.width - widthOf(right)
  const count = products.length > 1 ? ` ${selected + 1}/${products.length}` : ''
  let x = region.put(1, 0, product?.product ?? 'no product', 'title')
  x = region.put(x, 0, `${count}  `, 'dim')
  for (const group of product === undefined ? [] : priceGroups(product, model)) {
    if (x + widthOf(group) > rightX - 1) break
    for (const span of group) x = region.put(x, 0, ...span)
  }
  // Where both do not fit, the clock gives way.
  const fits = x < rightX
  const shown = fits ? right : chipSpans(chip)
  let at = region.width - widthOf(shown)
  if (!fits) region.put(at - 1, 0, ' ')
  for (const span of shown) at = region.put(at, 0, ...span)
}

function widthOf(spans: readonly Span[]): number {
  return spans.reduce((sum, [text]) => sum + columnsOf(text), 0)
}

function chipSpans({ state, tone, word }: Chip): Span[] {
  return [
    [chipGlyphs[tone], tone],
    [` ${word} ${state}`.trimEnd(), tone === 'ok' ? 'plain' : tone],
  ]
}

function fact(label: string, value: string): Span[] {
  return [
    [`   ${label} `, 'dim'],
    [value, 'plain'],
  ]
}

/** What is said of the price, each group whole or not at all. */
function priceGroups(product: ProductModel, { isStale }: WatchModel): Span[][] {
  const { price, decimals, lastMove, priceTimeUs } = product
  if (price === undefined) return [[['–  no trade yet', 'dim']]]
  if (isStale) return [[[`  ${fixed(price, decimals)}`, 'dim']], [[` as of ${clockText(priceTimeUs ?? 0)}`, 'crit']]]
  const arrow: Span = lastMove === undefined ? ['  ', 'plain'] : lastMove === 'up' ? ['▲ ', 'buy'] : ['▼ ', 'sell']
  return [
    [arrow, [fixed(price, decimals), 'title']],
    fact(
      'VWAP',
      textOf(product, 'vwapDeviation', (value) => `${signed(value, 2)} %`),
    ),
    fact('spread', textOf(product, 'spreadBps', bps)),
    fact('trades', `${textOf(product, 'tradesPerSecond', (value) => fixed(value, 1))}/s`),
  ]
}
