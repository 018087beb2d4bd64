import type { Us } from '@of/core'
import type { Decision } from '@of/pipeline'
import type { ToldSignal } from '@of/signals'
import { clipped, columnsOf, type Region } from '../../terminal/canvas.ts'
import type { ProductModel } from '../model/watch-model.ts'
import { ageText, clockText, fixed, signed } from '../numbers.ts'
import { isWide } from './wide.ts'

/** What the first row of the signal is drawn from. */
export interface Headline {
  readonly product: ProductModel
  /** As of now. */
  readonly signal: ToldSignal
  readonly nowUs: Us
}

const arrows = { LONG: '▲', SHORT: '▼', HOLD: '·' } as const
const inks = { LONG: 'buy', SHORT: 'sell', HOLD: 'title' } as const

/** Draws what was decided. That a signal abstains is told at once; its direction stands until the next minute closes. */
export function drawHeadline(body: Region, { product, signal, nowUs }: Headline): void {
  const { decision } = product
  if (signal.abstained) return drawHold(body, `abstained: ${abstention(body, { product, signal, nowUs })}`, 'crit')
  if (decision === undefined) return drawHold(body, 'no minute has closed yet', 'dim')
  if (decision.abstained)
    return drawHold(body, `abstained at ${clockText(decision.timeUs)}: ${decision.reason ?? 'no reason given'}`, 'crit')
  const { direction, strength, reachableNet } = decision
  body.put(1, 0, arrows[direction], inks[direction])
  body.put(3, 0, direction, inks[direction])
  let x = body.put(10, 0, netText(decision, signal.decisionThreshold))
  for (const fact of [`strength ${fixed(strength, 2)}`, countText(signal), `reachable ±${reachableNet}`]) {
    if (x + 3 + columnsOf(fact) <= body.width) x = body.put(x + 3, 0, fact, 'dim')
  }
}

function drawHold(body: Region, why: string, ink: 'crit' | 'dim'): void {
  body.put(3, 0, 'HOLD', 'title')
  body.put(9, 0, clipped(why, body.width - 10), ink)
}

function abstention(body: Region, { product: { bookSinceUs, sources }, signal: { reason = 'no reason given' }, nowUs }: Headline): string {
  if (isWide(body) || sources?.book.state !== 'unhealthy') return reason
  const [state = reason] = reason.split(/[:;]/)
  return bookSinceUs === undefined ? state : `${state}, ${ageText(nowUs - bookSinceUs)}`
}

function netText({ direction, net }: Decision, threshold: number): string {
  const text = `net ${net === null ? '–' : signed(net, 0)}`
  if (direction === 'HOLD') return `${text} within ±${threshold}`
  return direction === 'LONG' ? `${text} > +${threshold}` : `${text} < −${threshold}`
}

function countText({ factors, net }: ToldSignal): string {
  const sign = Math.sign(net ?? 0)
  const moving = factors.filter(({ contribution }) => contribution !== 0)
  const agreeing = moving.filter(({ contribution }) => Math.sign(contribution) === sign).length
  return `${agreeing} for, ${moving.length - agreeing} against`
}
