import type { Us } from '@of/core'
import type { PaperTrade } from './paper-trade.ts'

/** One fill of an order, or all that it got at once. */
export interface Fill {
  readonly atUs: Us
  readonly purpose: 'entry' | 'exit'
  readonly side: 'buy' | 'sell'
  /** Base units. */
  readonly quantity: number
  /** Quote currency paid or got, before the fee. */
  readonly notional: number
  /** Quote currency. */
  readonly fee: number
  readonly isMaker: boolean
  /** Mid when the order was decided; `null` where there was none. */
  readonly decidedMid: number | null
}

/** What came in or went out of a position so far: base units and quote currency. */
interface Leg {
  quantity: number
  notional: number
  fees: number
  /** Quote currency by which fills were worse than mid when decided; `null` once there was none. */
  slippage: number | null
}

/** A position that is open. Plain data. */
export interface Position {
  readonly side: 'LONG' | 'SHORT'
  /** When its first fill was, by the receiver's clock, and the newest exchange time then. */
  readonly openedUs: Us
  readonly openedTimeUs: Us
  readonly entered: Leg
  readonly left: Leg
}

/** Opens a position that nothing has been filled of yet. */
export function openPosition(side: Position['side'], openedUs: Us, openedTimeUs: Us): Position {
  return { side, openedUs, openedTimeUs, entered: emptyLeg(), left: emptyLeg() }
}

/** Books a fill. */
export function addFill({ entered, left }: Position, { decidedMid, fee, notional, purpose, quantity, side }: Fill): void {
  const leg = purpose === 'entry' ? entered : left
  leg.quantity += quantity
  leg.notional += notional
  leg.fees += fee
  if (decidedMid === null || leg.slippage === null) leg.slippage = null
  else leg.slippage += side === 'buy' ? notional - decidedMid * quantity : decidedMid * quantity - notional
}

/** Base units still held. */
export function heldOf({ entered, left }: Position): number {
  return entered.quantity - left.quantity
}

/** Quote currency that what is still held cost, before fees. */
export function costOf(position: Position): number {
  return (heldOf(position) / position.entered.quantity) * position.entered.notional
}

/** The average price of the entry. */
export function entryPriceOf({ entered }: Position): number {
  return entered.notional / entered.quantity
}

/** A position that has been left, as a trade. */
export function tradeOf(
  { entered, left, openedUs, side }: Position,
  { closedUs, product, reason }: { readonly product: string; readonly closedUs: Us; readonly reason: string },
): PaperTrade {
  const gained = side === 'LONG' ? left.notional - entered.notional : entered.notional - left.notional
  const bps = (quote: number): number => (1e4 * quote) / entered.notional
  const grossBps = bps(gained)
  const costBps = bps(entered.fees + left.fees)
  const slipped = entered.slippage === null || left.slippage === null ? null : bps(entered.slippage + left.slippage)
  return {
    openedUs,
    closedUs,
    product,
    side,
    quantity: entered.quantity,
    entryPrice: entered.notional / entered.quantity,
    exitPrice: left.notional / left.quantity,
    grossBps,
    costBps,
    netBps: grossBps - costBps,
    reason,
    slippageBps: slipped,
  }
}

function emptyLeg(): Leg {
  return { quantity: 0, notional: 0, fees: 0, slippage: 0 }
}
