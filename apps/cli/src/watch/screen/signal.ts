import type { Us } from '@of/core'
import { clipped, type Region } from '../../terminal/canvas.ts'
import type { ProductModel } from '../model/watch-model.ts'
import { clockText } from '../numbers.ts'
import { chartOf, drawFactor, drawNet, drawScale } from './factors.ts'
import { drawTitle } from './frame.ts'
import { drawHeadline } from './headline.ts'
import type { PaneContext } from './pane.ts'
import { isWide } from './wide.ts'

/** Draws the signal: what was decided, what each factor adds now, and what that comes to. */
export function drawSignal(region: Region, { product, nowUs, isFocused }: PaneContext): void {
  drawTitle(region, { left: 'Signal', right: timing(product, nowUs, region), isFocused })
  const body = region.region({ x: 0, y: 1, width: region.width, height: region.height - 1 })
  const { signal } = product
  if (signal === undefined) {
    const x = body.put(3, 0, 'HOLD', 'title')
    body.put(x + 2, 0, 'nothing received yet', 'dim')
    return
  }
  drawHeadline(body, { product, signal, nowUs })
  // The heaviest first: an order that never changes while values do.
  const factors = signal.factors.toSorted((a, b) => b.weight - a.weight)
  const plan = planRows(body.height, factors.length)
  const chart = chartOf(body, signal)
  if (plan.scaleY !== undefined) drawScale(body, plan.scaleY, chart)
  let from = 0
  for (const [at, factor] of factors.slice(0, plan.factors).entries()) {
    drawFactor(body, plan.factorsY + at, chart, { factor, from, product, nowUs })
    from += factor.contribution
  }
  if (plan.netY !== undefined) drawNet(body, plan.netY, chart, { product, signal })
  if (plan.measuredY !== undefined) body.put(1, plan.measuredY, clipped('Measured here  –  n/a: no study yet', body.width - 2), 'dim')
}

function timing({ decision, nextDecisionUs }: ProductModel, nowUs: Us, region: Region): string {
  if (nextDecisionUs === undefined) return ''
  const next = `next in ${Math.max(0, Math.ceil((nextDecisionUs - nowUs) / 1e6))} s`
  return decision === undefined || !isWide(region) ? next : `decided ${clockText(decision.timeUs)} · ${next}`
}

interface Plan {
  readonly scaleY: number | undefined
  readonly factorsY: number
  readonly factors: number
  readonly netY: number | undefined
  readonly measuredY: number | undefined
}

/** What has room: of a small pane what was measured goes first, then the scale, then the lightest factors; the direction stays. */
function planRows(height: number, factors: number): Plan {
  const hasMeasured = height >= factors + 4
  const hasScale = height >= factors + 3
  const hasNet = height >= 2
  const factorsY = hasScale ? 2 : 1
  const shown = Math.max(0, Math.min(factors, height - factorsY - Number(hasNet) - Number(hasMeasured)))
  return {
    scaleY: hasScale ? 1 : undefined,
    factorsY,
    factors: shown,
    netY: hasNet ? factorsY + shown : undefined,
    measuredY: hasMeasured ? factorsY + shown + 1 : undefined,
  }
}
