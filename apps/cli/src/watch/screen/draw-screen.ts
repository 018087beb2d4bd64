import { Canvas, clipped, type Ink, type Region } from '../../terminal/canvas.ts'
import { layoutOf, type Placed, SMALLEST } from '../layout.ts'
import type { ProductModel, WatchModel } from '../model/watch-model.ts'
import { signed } from '../numbers.ts'
import type { WatchUi } from '../ui.ts'
import { drawBanner, drawTrouble } from './banner.ts'
import { drawFlow } from './flow.ts'
import { drawColumns } from './frame.ts'
import { drawHeader } from './header.ts'
import { drawHelp, drawKeys } from './keys.ts'
import { drawLadder } from './ladder.ts'
import { drawOthers } from './others.ts'
import type { PaneContext } from './pane.ts'
import { drawProfile } from './profile.ts'
import { drawQuality, drawQualityLine } from './quality.ts'
import { drawSignal } from './signal.ts'
import { drawTape } from './tape.ts'

/** What a screen is drawn on. */
export interface ScreenSize {
  readonly width: number
  readonly height: number
  readonly isAscii?: boolean
}

const drawers = { ladder: drawLadder, tape: drawTape, flow: drawFlow, profile: drawProfile, signal: drawSignal, quality: drawQuality }

/** Draws everything. */
export function drawScreen(model: WatchModel, ui: WatchUi, { width, height, isAscii = false }: ScreenSize): Canvas {
  const canvas = new Canvas(width, height, { isAscii })
  const { banner, products, trouble } = model
  const product = products[ui.selected]
  const row = (y: number): Region => canvas.region({ x: 0, y, width, height: 1 })
  drawHeader(row(0), model, ui)
  if (width < SMALLEST.width || height < SMALLEST.height) {
    drawSmall(canvas, model, product)
    return canvas
  }
  const layout = layoutOf({
    width,
    height,
    hasBanner: banner !== undefined,
    hasTrouble: trouble !== undefined,
    products: products.length,
    zoom: ui.zoom,
    extraRows: ui.extraRows,
  })
  if (layout.bannerY !== undefined && banner !== undefined) drawBanner(row(layout.bannerY), banner)
  if (layout.troubleY !== undefined && trouble !== undefined) drawTrouble(row(layout.troubleY), trouble)
  if (product !== undefined)
    for (const placed of layout.panes)
      drawPane(canvas, placed, { model, product, nowUs: model.clockUs, isFocused: placed.name === ui.zoom })
  if (layout.ruleY !== undefined) row(layout.ruleY).fillRow(0, '─', 'dim')
  drawColumns(canvas, layout)
  if (product !== undefined) drawQualityLine(row(layout.qualityY), product)
  if (layout.keysY !== undefined) drawKeys(row(layout.keysY))
  if (ui.hasHelp) drawHelp(canvas)
  return canvas
}

function drawPane(canvas: Canvas, { name, rect }: Placed, context: PaneContext): void {
  const region = canvas.region(rect)
  const { model, product } = context
  if (name === 'others') {
    const others = model.products.filter((other) => other !== product)
    drawOthers(region, others, model.isStale)
  } else drawers[name](region, context)
  if (model.isStale && name !== 'quality') drain(canvas, rect)
}

const hues: ReadonlySet<Ink> = new Set<Ink>(['plain', 'buy', 'sell', 'title', 'accent', 'ok', 'whale'])

/** Takes the hue out of what is old: it stays readable, and cannot be taken for what is so now. */
function drain(canvas: Canvas, { x, y, width, height }: Placed['rect']): void {
  for (let row = y; row < y + height; row++) {
    for (let column = x; column < x + width; column++) {
      if (hues.has(canvas.inkAt(column, row))) canvas.set(column, row, canvas.glyphAt(column, row), 'dim')
    }
  }
}

/** Where there is no room for panes: what the signal is, and whether it can be relied on. */
function drawSmall(canvas: Canvas, { banner, trouble }: WatchModel, product: ProductModel | undefined): void {
  const lines: [string, Ink][] = []
  if (banner !== undefined) lines.push([banner, 'banner'])
  if (trouble !== undefined) lines.push([trouble.text, trouble.tone])
  const decision = product?.decision
  if (decision === undefined) lines.push(['HOLD no minute has closed yet', 'dim'])
  else
    lines.push([
      decision.abstained
        ? `HOLD abstained: ${decision.reason ?? ''}`
        : `${decision.direction} net ${decision.net === null ? '–' : signed(decision.net, 0)}`,
      decision.abstained ? 'crit' : 'title',
    ])
  const region = canvas.whole()
  for (const [at, [text, ink]] of lines.entries()) region.put(0, at + 1, clipped(text, canvas.width), ink)
}
