import type { Printed, Us } from '@of/core'
import type { SourceReading } from '@of/signals'
import type { DropReason, Order, OrderReason } from './order.ts'
import { addFill, costOf, entryPriceOf, heldOf, openPosition, type Position, tradeOf } from './position.ts'
import type { PaperRecord } from './record.ts'
import type { PaperRules } from './rules.ts'
import type { StandingBook } from './standing-book.ts'
import { walkSide } from './walk.ts'
import { refresh, type Wear, wornNotional } from './wear.ts'

/** What an arm has going in a product. Plain data. */
export interface DeskState {
  /** Quote currency gained and lost so far, fees included, what is held not. */
  cash: number
  position: Position | null
  entry: Order | null
  exit: Order | null
  /** What it has consumed of the bids and of the asks. */
  readonly wear: { readonly bids: Wear; readonly asks: Wear }
}

/** What a desk works with. */
export interface DeskContext {
  readonly arm: string
  readonly product: string
  readonly rules: PaperRules
  readonly standing: StandingBook
  /** Greatest exchange time of any event so far. */
  readonly exchangeUs: () => Us
  /** What the arm has invested in all products together, at cost, orders on their way included. */
  readonly investedInAll: () => number
  readonly tell: (record: PaperRecord) => void
}

/** Whoever would add less than this share of an entry leaves it. */
const LEAST_ADDED = 0.1

/** The smallest size of an order, in base units, and the step of its sizes. */
const SIZE_STEPS = 1e8

/** A desk on which nothing has happened yet. */
export function emptyDesk(): DeskState {
  return { cash: 0, position: null, entry: null, exit: null, wear: { bids: [], asks: [] } }
}

/**
 * One arm's trading in one product, on paper. Orders reach the book a latency after what they are about was received, and meet the book that stands there at
 * that moment. Nothing is filled while the book cannot be believed.
 */
export class Desk {
  readonly state: DeskState
  readonly #context: DeskContext

  constructor(context: DeskContext, state: DeskState) {
    this.#context = context
    this.state = state
  }

  /** When something falls due by itself; Infinity when nothing does. */
  get nextUs(): Us {
    const { rules } = this.#context
    const { entry, exit, position } = this.state
    let next = Infinity
    if (exit !== null && !exit.isWaiting) next = exit.dueUs
    if (position !== null && exit === null) next = position.openedUs + rules.maxHoldUs
    if (entry !== null && entry.resting === null) next = Math.min(next, entry.dueUs + (entry.isWaiting ? rules.patienceUs : 0))
    return next
  }

  /** What is invested at cost, orders on their way included, in quote currency. */
  get invested(): number {
    const { entry, position } = this.state
    return (position === null ? 0 : costOf(position)) + (entry === null ? 0 : entry.quantity * (entry.decidedMid ?? 0))
  }

  /** What it is worth, in quote currency: `undefined` where something is held and there never was a mid. */
  get equity(): number | undefined {
    const { cash, position } = this.state
    if (position === null) return cash
    const { lastMid } = this.#context.standing
    const sign = position.side === 'LONG' ? 1 : -1
    return lastMid === undefined ? undefined : cash + sign * heldOf(position) * lastMid
  }

  /** How much of each side of the book it may come to need, in quote currency. */
  get reach(): number {
    const { notional, productLimit } = this.#context.rules
    const { asks, bids } = this.state.wear
    // A position may have doubled in worth since.
    return 2 * (notional + productLimit) + wornNotional(bids) + wornNotional(asks)
  }

  /** Does what falls due until a time. */
  runTo(untilUs: Us): void {
    while (this.nextUs <= untilUs) this.#step(this.nextUs)
  }

  /** Takes in what the arm says at a moment of decision. */
  decide({ abstained, direction }: SourceReading, receivedUs: Us): void {
    this.#withdraw(receivedUs)
    const { rules } = this.#context
    const { exit, position } = this.state
    if (abstained || direction === 'HOLD') {
      const policy = abstained ? rules.onAbstention : rules.onHold
      if (policy === 'flatten') this.#leave(abstained ? 'abstained' : 'hold', receivedUs)
      return
    }
    if (exit !== null) {
      this.#drop('entry', { quantity: 0, reason: 'still leaving' }, receivedUs)
      return
    }
    if (position !== null && position.side !== direction) this.#leave('reversed', receivedUs)
    this.#enter(direction, receivedUs)
  }

  /** The book was told anew and can be believed. */
  onBook(sizeAt: { readonly bids: (price: number) => number; readonly asks: (price: number) => number }, receivedUs: Us): void {
    const { wear } = this.state
    if (wear.bids.length > 0) refresh(wear.bids, sizeAt.bids)
    if (wear.asks.length > 0) refresh(wear.asks, sizeAt.asks)
    if (this.state.exit?.isWaiting === true) this.#execute(this.state.exit, receivedUs)
    if (this.state.entry?.isWaiting === true) this.#execute(this.state.entry, receivedUs)
    const { position } = this.state
    if (position === null) return
    const { bestAsk, bestBid, timeUs } = this.#context.standing
    this.#touch(position.side === 'LONG' ? bestBid : bestAsk, timeUs, receivedUs)
  }

  /** Something was printed. A print that took bids says what could be sold at, one that took asks what could be bought at. */
  onPrint({ isHidden, receivedUs, trade }: Printed): void {
    if (isHidden) return
    const { entry, position } = this.state
    if (position !== null && trade.timeUs > position.openedTimeUs && (trade.aggressor === 'sell') === (position.side === 'LONG')) {
      this.#touch(trade.price, trade.timeUs, receivedUs)
    }
    if (entry === null || entry.resting === null || !this.#context.standing.isBelieved) return
    const { fromUs, price } = entry.resting
    const isThrough = entry.side === 'buy' ? trade.price < price : trade.price > price
    if (!isThrough || trade.timeUs < fromUs) return
    this.state.entry = null
    this.#fill(entry, { quantity: entry.quantity, notional: entry.quantity * price, isMaker: true }, receivedUs)
  }

  #step(atUs: Us): void {
    const { patienceUs } = this.#context.rules
    const { entry, exit, position } = this.state
    if (exit !== null && !exit.isWaiting && exit.dueUs <= atUs) this.#execute(exit, atUs)
    else if (entry !== null && entry.isWaiting && entry.dueUs + patienceUs <= atUs) this.#giveUp(entry, atUs)
    else if (entry !== null && !entry.isWaiting && entry.resting === null && entry.dueUs <= atUs) this.#execute(entry, atUs)
    else if (position !== null) this.#leave('time', atUs)
  }

  /** Sends an order for what is held, unless there is one. */
  #leave(reason: OrderReason, atUs: Us, touchedUs: Us | null = null): void {
    const { exit, position } = this.state
    if (position === null || exit !== null) return
    this.#withdraw(atUs)
    const side = position.side === 'LONG' ? 'sell' : 'buy'
    this.state.exit = this.#order({ purpose: 'exit', side, quantity: heldOf(position), reason, touchedUs }, atUs)
  }

  #enter(direction: 'LONG' | 'SHORT', atUs: Us): void {
    const { investedInAll, rules, standing } = this.#context
    const { entry, position } = this.state
    if (entry !== null) return
    const held = position !== null && position.side === direction ? costOf(position) : 0
    const room = Math.min(rules.notional, rules.productLimit - held)
    if (held > 0 && room < LEAST_ADDED * rules.notional) return
    // What is about to be left makes room for what takes its place.
    const others = investedInAll() - (position !== null && held === 0 ? costOf(position) : 0)
    const allowed = Math.min(room, (rules.totalLimit ?? Infinity) - others)
    const { mid } = standing
    const quantity = mid === undefined ? 0 : Math.floor((allowed / mid) * SIZE_STEPS) / SIZE_STEPS
    if (mid === undefined) this.#drop('entry', { quantity: 0, reason: 'no believed book' }, atUs)
    else if (allowed < LEAST_ADDED * rules.notional || quantity <= 0) this.#drop('entry', { quantity: 0, reason: 'position limit' }, atUs)
    else this.state.entry = this.#order({ purpose: 'entry', side: direction === 'LONG' ? 'buy' : 'sell', quantity, reason: 'signal' }, atUs)
  }

  #order(
    {
      purpose,
      quantity,
      reason,
      side,
      touchedUs = null,
    }: Pick<Order, 'purpose' | 'side' | 'quantity' | 'reason'> & { touchedUs?: Us | null },
    atUs: Us,
  ): Order {
    const { arm, product, rules, standing, tell } = this.#context
    tell({ kind: 'ordered', arm, product, atUs, purpose, side, quantity, reason })
    const dueUs = atUs + rules.latencyUs
    return { purpose, side, quantity, reason, dueUs, decidedMid: standing.mid ?? null, touchedUs, isWaiting: false, resting: null }
  }

  /** Lets an order that has reached the market meet the book. */
  #execute(order: Order, atUs: Us): void {
    const { rules, standing } = this.#context
    const { position, wear } = this.state
    const isInTheWay = order.purpose === 'entry' && position !== null && (position.side === 'LONG') !== (order.side === 'buy')
    if (!standing.isBelieved || isInTheWay) {
      order.isWaiting = true
      return
    }
    if (order.purpose === 'entry' && rules.entry === 'limit') {
      this.#rest(order, atUs)
      return
    }
    if (order.purpose === 'exit' && position !== null) order.quantity = heldOf(position)
    const wanted = order.quantity
    const walked = walkSide(standing.side(order.side), order.side === 'buy' ? wear.asks : wear.bids, wanted)
    const rest = wanted - walked.quantity
    if (order.purpose === 'entry') this.state.entry = null
    else if (rest === 0) this.state.exit = null
    if (walked.quantity > 0) this.#fill(order, { ...walked, isMaker: false }, atUs)
    if (rest === 0) return
    if (order.purpose === 'entry') this.#drop('entry', { quantity: rest, reason: 'book too thin' }, atUs)
    else order.isWaiting = true
  }

  /** Joins the best price of its own side. Only what is printed later than what was known by then, and the latency, can fill it. */
  #rest(order: Order, atUs: Us): void {
    const { exchangeUs, rules, standing } = this.#context
    const price = order.side === 'buy' ? standing.bestBid : standing.bestAsk
    if (price === undefined) {
      this.state.entry = null
      this.#drop('entry', { quantity: order.quantity, reason: 'book too thin' }, atUs)
      return
    }
    order.isWaiting = false
    order.resting = { price, fromUs: exchangeUs() + rules.latencyUs }
  }

  #fill(order: Order, { isMaker, notional, quantity }: { quantity: number; notional: number; isMaker: boolean }, atUs: Us): void {
    const { arm, exchangeUs, product, rules, tell } = this.#context
    const { decidedMid, purpose, side } = order
    const fee = (notional * (isMaker ? rules.fees.makerBps : rules.fees.takerBps)) / 1e4
    const fill = { atUs, purpose, side, quantity, notional, fee, isMaker, decidedMid }
    this.state.cash += (side === 'buy' ? -notional : notional) - fee
    const position = (this.state.position ??= openPosition(side === 'buy' ? 'LONG' : 'SHORT', atUs, exchangeUs()))
    addFill(position, fill)
    tell({ kind: 'filled', arm, product, ...fill })
    if (purpose === 'entry' || this.state.exit !== null) return
    this.state.position = null
    tell({ kind: 'closed', arm, trade: tradeOf(position, { product, closedUs: atUs, reason: order.reason }) })
  }

  /** A price at which the position could be left was met: at a stop or a target that sends an exit, or says why one was sent. */
  #touch(price: number | undefined, timeUs: Us, receivedUs: Us): void {
    const { position } = this.state
    if (price === undefined || position === null) return
    const reason = barrierAt(position, price, this.#context.rules)
    if (reason === undefined) return
    const { exit } = this.state
    if (exit === null) this.#leave(reason, receivedUs, timeUs)
    else if (exit.touchedUs !== null && timeUs < exit.touchedUs) {
      exit.reason = reason
      exit.touchedUs = timeUs
    }
  }

  #giveUp(entry: Order, atUs: Us): void {
    this.state.entry = null
    const reason = this.#context.standing.isBelieved ? 'still leaving' : 'no believed book'
    this.#drop('entry', { quantity: entry.quantity, reason }, atUs)
  }

  /** A resting entry lives until the next decision. */
  #withdraw(atUs: Us): void {
    const { entry } = this.state
    if (entry === null || entry.resting === null) return
    this.state.entry = null
    this.#drop('entry', { quantity: entry.quantity, reason: 'not traded through' }, atUs)
  }

  #drop(purpose: 'entry' | 'exit', { quantity, reason }: { quantity: number; reason: DropReason }, atUs: Us): void {
    const { arm, product, tell } = this.#context
    tell({ kind: 'dropped', arm, product, atUs, purpose, quantity, reason })
  }
}

/** The barrier that a price is at or beyond: a stop outweighs a target, which no price can reach together. */
function barrierAt(position: Position, price: number, { stopBps, targetBps }: PaperRules): 'stop' | 'target' | undefined {
  const entryPrice = entryPriceOf(position)
  const gainedBps = ((position.side === 'LONG' ? 1 : -1) * 1e4 * (price - entryPrice)) / entryPrice
  if (stopBps !== null && gainedBps <= -stopBps) return 'stop'
  return targetBps !== null && gainedBps >= targetBps ? 'target' : undefined
}
