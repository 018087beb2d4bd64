import { addTo, type CompensatedSum, compensatedSum, valueOf } from '../indicator/compensated-sum.ts'
import type { Indicator, Interruptible } from '../indicator/indicator.ts'
import type { Quote, Touch } from '../market.ts'

/** What order flow imbalance remembers: the last quote, and what has come of all of them. */
export interface OfiState {
  /** Whether there is a quote to measure the next one against. */
  seen: boolean
  bidPrice: number
  bidSize: number
  askPrice: number
  askSize: number
  /** Quotes measured against the one before. */
  observations: number
  /** Of those, the quotes that differ from the one before, in price or size of either side. */
  events: number
  total: CompensatedSum
}

/**
 * Order flow imbalance since the start, in base units: net size added at the best bid less net size added at the best
 * ask; `undefined` until two quotes have been compared. An interruption takes nothing away.
 *
 * @see Cont, Kukanov, Stoikov (2014), "The Price Impact of Order Book Events", eq. 10, https://doi.org/10.1093/jjfinec/nbt003
 */
export const ofi: Indicator<Quote, OfiState, number | undefined> & Interruptible<OfiState> = {
  init: () => ({ seen: false, bidPrice: 0, bidSize: 0, askPrice: 0, askSize: 0, observations: 0, events: 0, total: compensatedSum() }),
  step(state, quote) {
    ofiTerm(state, quote)
  },
  read: (state) => (state.observations > 0 ? valueOf(state.total) : undefined),
  interrupt(state) {
    state.seen = false
  },
}

/**
 * Takes in a quote and returns its own term e of the imbalance, in base units; `undefined` for the first quote and for
 * the first after an interruption. For those who feed one e to several indicators: it does all that a step does.
 */
export function ofiTerm(state: OfiState, quote: Touch): number | undefined {
  const { seen } = state
  const e = takeTouch(state, quote)
  return seen ? e : undefined
}

/** As `ofiTerm`, but 0 where there is nothing to measure against, which `seen` says beforehand: a number that may be missing costs an object. */
export function takeTouch(state: OfiState, touch: Touch): number {
  let e = 0
  if (state.seen) {
    state.observations += 1
    if (!differs(state, touch)) return 0
    state.events += 1
    const bidFlow = queueFlow(touch.bidPrice - state.bidPrice, state.bidSize, touch.bidSize)
    const askFlow = queueFlow(state.askPrice - touch.askPrice, state.askSize, touch.askSize)
    e = bidFlow - askFlow
    addTo(state.total, e)
  }
  state.seen = true
  state.bidPrice = touch.bidPrice
  state.bidSize = touch.bidSize
  state.askPrice = touch.askPrice
  state.askSize = touch.askSize
  return e
}

/**
 * Flow at one queue, in base units: what was added less what was taken. On an unchanged price both sizes count; a queue
 * that moved inward is all new, one that moved outward is all lost. `inward` is the move towards the other side, in quote currency.
 */
export function queueFlow(inward: number, sizeBefore: number, size: number): number {
  return (inward >= 0 ? size : 0) - (inward <= 0 ? sizeBefore : 0)
}

/** Whether two quotes differ, in price or size of either side. */
export function differs(before: Touch, now: Touch): boolean {
  return (
    now.bidPrice !== before.bidPrice || now.bidSize !== before.bidSize || now.askPrice !== before.askPrice || now.askSize !== before.askSize
  )
}
