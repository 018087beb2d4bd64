import { featureNames, featureTable, type Us } from '@of/core'
import type { ToldLine, ToldSignal } from '@of/signals'
import { clipped, type Ink, type Region } from '../../terminal/canvas.ts'
import type { ProductModel } from '../model/watch-model.ts'
import { signed } from '../numbers.ts'
import { factorText } from './factor-text.ts'
import { briefReason, reasonText } from './readings.ts'
import { columnOf, columnWorth, drawCells, WATERFALL_COLUMNS, waterfallCells } from './waterfall.ts'
import { isWide } from './wide.ts'

/** Where the bars of a signal stand, and what they are worth. */
export interface Chart {
  /** Whether sentences stand beside the bars; else values stand before them. */
  readonly hasSentences: boolean
  readonly barX: number
  /** The column after the contributions. */
  readonly endX: number
  /** Hundredths beyond which the signal has a direction. */
  readonly threshold: number
  /** Hundredths that a column stands for. */
  readonly worth: number
}

/** One factor of the chart: its bar starts where the last one ended. */
export interface FactorRow {
  readonly factor: ToldLine
  readonly from: number
  readonly product: ProductModel
  readonly nowUs: Us
}

/** The chart of a signal in a pane. */
export function chartOf(body: Region, { factors, decisionThreshold }: ToldSignal): Chart {
  const hasSentences = isWide(body)
  const barX = hasSentences ? 15 : 17
  const worth = columnWorth(factors.reduce((sum, { weight }) => sum + weight, 0))
  // Where there is no room for all of it, contributions stand on the end of the bars.
  return { hasSentences, barX, endX: Math.min(barX + WATERFALL_COLUMNS + 4, body.width - 1), threshold: decisionThreshold, worth }
}

/** Draws the numbers above the marks. */
export function drawScale(body: Region, y: number, { barX, threshold, worth }: Chart): void {
  body.put(barX + columnOf(-threshold, worth) - 1, y, `−${threshold}`, 'dim')
  body.put(barX + columnOf(0, worth), y, '0', 'dim')
  body.put(barX + columnOf(threshold, worth) - 1, y, `+${threshold}`, 'dim')
}

/** Draws a factor: its name, its value, what it adds, and why. */
export function drawFactor(body: Region, y: number, chart: Chart, row: FactorRow): void {
  const { factor } = row
  const name = factor.label.charAt(0).toUpperCase() + factor.label.slice(1)
  body.put(1, y, clipped(name, chart.hasSentences ? chart.barX - 6 : 9), 'dim')
  if (factor.state === 'unknown' || factor.state === 'absent') drawUnknown(body, y, chart, row)
  else drawKnown(body, y, chart, row)
}

function drawKnown(body: Region, y: number, { barX, endX, hasSentences, threshold, worth }: Chart, { factor, from }: FactorRow): void {
  const { contribution, sentence, state } = factor
  drawCells(body, barX, y, waterfallCells({ from, to: from + contribution }, threshold, worth))
  body.putBefore(endX, y, signed(contribution, 0), contributionInk(contribution))
  if (hasSentences) body.put(endX + 2, y, clipped(sentence, body.width - endX - 3), state === 'fired' ? 'plain' : 'dim')
  else body.putBefore(barX, y, factorText(factor))
}

function drawUnknown(body: Region, y: number, { barX, endX, hasSentences, threshold, worth }: Chart, row: FactorRow): void {
  const { factor, from, product, nowUs } = row
  const reason = reasonText(factor.reason ?? 'no value', sinceOf(product, factor), nowUs)
  body.putBefore(barX - Number(hasSentences), y, 'n/a', 'dim')
  body.putBefore(endX, y, `±${factor.weight}`, 'dim')
  if (hasSentences) {
    drawCells(body, barX, y, waterfallCells({ from, to: from }, threshold, worth))
    body.put(endX + 2, y, clipped(reason, body.width - endX - 3), 'dim')
  } else body.put(barX + 2, y, clipped(briefReason(reason), WATERFALL_COLUMNS - 3), 'dim')
}

/** Since when the source of a factor has stood; `undefined` for a factor of one's own, which may look at several. */
function sinceOf({ bookSinceUs, tradesSinceUs }: ProductModel, { feature }: ToldLine): Us | undefined {
  const known = featureNames.find((name) => name === feature)
  if (known === undefined) return undefined
  return featureTable[known].source === 'book' ? bookSinceUs : tradesSinceUs
}

function contributionInk(contribution: number): Ink {
  if (contribution === 0) return 'dim'
  return contribution > 0 ? 'buy' : 'sell'
}

/** Draws what the factors come to now; `Net now` where that is not what was decided. */
export function drawNet(
  body: Region,
  y: number,
  { barX, endX, hasSentences, threshold, worth }: Chart,
  { product, signal }: { readonly product: ProductModel; readonly signal: ToldSignal },
): void {
  const { net, reachableNet, ruleSet } = signal
  const whole = signal.factors.reduce((sum, { weight }) => sum + weight, 0)
  const reachable = `reachable ±${reachableNet}${reachableNet === whole ? '' : ` of ±${whole}`}`
  if (net === null) {
    body.put(1, y, reachable, 'dim')
    return
  }
  body.put(1, y, product.decision?.net === net ? 'Net' : 'Net now', 'title')
  drawCells(body, barX, y, waterfallCells({ from: 0, to: net }, threshold, worth))
  body.putBefore(endX, y, signed(net, 0), 'title')
  const rules = `rule set ${ruleSet.name} · ${ruleSet.hash.slice(0, 7)}`
  if (hasSentences) body.put(endX + 2, y, clipped(reachableNet === whole ? rules : `${reachable} · ${rules}`, body.width - endX - 3), 'dim')
}
