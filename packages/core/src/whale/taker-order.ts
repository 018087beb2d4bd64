import { addTo, type CompensatedSum, compensatedSum, valueOf } from '../indicator/compensated-sum.ts'
import { type Aggressor, SECOND_US, type Trade, type Us } from '../market.ts'

/** One order of a taker, as the prints show it: all that it filled at once. */
export interface TakerOrder {
  readonly timeUs: Us
  readonly aggressor: Aggressor
  /** Base units. */
  readonly size: number
  /** Quote currency. */
  readonly notional: number
  readonly prints: number
  readonly firstId: number
  readonly lastId: number
  readonly firstPrice: number
  readonly lastPrice: number
}

/** An order of which more prints may come. */
export interface OpenOrder {
  readonly timeUs: Us
  readonly aggressor: Aggressor
  readonly size: CompensatedSum
  readonly notional: CompensatedSum
  prints: number
  readonly firstId: number
  lastId: number
  readonly firstPrice: number
  lastPrice: number
}

/** The order that the last print belongs to, until it is complete. */
export interface TakerOrdersState {
  open: OpenOrder | undefined
}

/** Puts prints together into the orders that caused them. */
export interface TakerOrders {
  readonly init: () => TakerOrdersState
  /** Takes in a print and returns the order that it shows to be complete, if any. */
  readonly push: (state: TakerOrdersState, trade: Trade) => TakerOrder | undefined
  /** Returns the open order once the clock is far enough past it, which completes it. */
  readonly settle: (state: TakerOrdersState, nowUs: Us) => TakerOrder | undefined
  /** The time from which on the open order is complete, Infinity while none is open. */
  readonly dueUs: (state: TakerOrdersState) => Us
}

/**
 * Taker orders: consecutive trades of the same exchange time and aggressor with contiguous ids. An order is complete
 * when another one begins, or `settleUs` after its time, half a second unless given.
 */
export function takerOrders(options: { readonly settleUs?: Us } = {}): TakerOrders {
  const { settleUs = SECOND_US / 2 } = options
  if (!(settleUs >= 0)) throw new RangeError(`takerOrders: settleUs must be at least 0, was ${settleUs}`)

  return {
    init: () => ({ open: undefined }),
    push(state, trade) {
      const { open } = state
      if (open !== undefined && continues(open, trade)) {
        addPrint(open, trade)
        return undefined
      }
      state.open = opened(trade)
      return open && completed(open)
    },
    settle(state, nowUs) {
      const { open } = state
      if (open === undefined || nowUs < open.timeUs + settleUs) return undefined
      state.open = undefined
      return completed(open)
    },
    dueUs: ({ open }) => (open === undefined ? Infinity : open.timeUs + settleUs),
  }
}

/** The taker orders behind a series of trades, in its order; the last one is taken to be complete. */
export function takerOrdersOf(trades: Iterable<Trade>): TakerOrder[] {
  const { init, push, settle } = takerOrders()
  const state = init()
  const orders: TakerOrder[] = []
  for (const trade of trades) {
    const order = push(state, trade)
    if (order !== undefined) orders.push(order)
  }
  const last = settle(state, Infinity)
  if (last !== undefined) orders.push(last)
  return orders
}

function continues(open: OpenOrder, trade: Trade): boolean {
  return trade.id === open.lastId + 1 && trade.timeUs === open.timeUs && trade.aggressor === open.aggressor
}

function opened(trade: Trade): OpenOrder {
  const { id, timeUs, price, aggressor } = trade
  const open: OpenOrder = {
    timeUs,
    aggressor,
    size: compensatedSum(),
    notional: compensatedSum(),
    prints: 0,
    firstId: id,
    lastId: id,
    firstPrice: price,
    lastPrice: price,
  }
  addPrint(open, trade)
  return open
}

function addPrint(open: OpenOrder, { id, price, size }: Trade): void {
  addTo(open.size, size)
  addTo(open.notional, price * size)
  open.prints += 1
  open.lastId = id
  open.lastPrice = price
}

function completed(open: OpenOrder): TakerOrder {
  const { timeUs, aggressor, prints, firstId, lastId, firstPrice, lastPrice } = open
  return { timeUs, aggressor, size: valueOf(open.size), notional: valueOf(open.notional), prints, firstId, lastId, firstPrice, lastPrice }
}
