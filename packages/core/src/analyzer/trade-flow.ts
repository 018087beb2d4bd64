import { type Aggressiveness, aggressiveness, type AggressivenessState } from '../flow/aggressiveness.ts'
import { cvd, type CvdReading, type CvdState, delta, type DeltaReading, type DeltaState } from '../flow/cvd.ts'
import { MINUTE_US, type Trade, type Us } from '../market.ts'
import { anchoredVwap, type AnchoredVwapState, type VwapReading } from '../price/vwap.ts'
import { vwapTrend, type VwapTrendState } from '../price/vwap-trend.ts'
import { type TakerOrder, takerOrders, type TakerOrdersState } from '../whale/taker-order.ts'
import { type LargeOrders, largeOrders, type LargeOrdersState, type WhaleReading, whales, type WhalesState } from '../whale/whale.ts'

/** The window of delta, buy pressure and rates. */
export const PRESSURE_WINDOW_US: Us = MINUTE_US

/** The notional at which an order is large whatever the others are, in quote currency. */
export const LARGE_NOTIONAL = 50_000

/** State of every indicator that listens to trades. */
export interface TradeFlowState {
  readonly cvd: CvdState
  readonly delta: DeltaState
  readonly vwap: AnchoredVwapState
  readonly trend: VwapTrendState
  readonly takers: TakerOrdersState
  readonly pressure: AggressivenessState
  readonly whales: WhalesState
  readonly large: LargeOrdersState
  /** The newest trade by id. */
  last: { id: number; price: number; timeUs: Us } | undefined
}

const dayCvd = cvd({ anchor: 'utc-day' })
const minuteDelta = delta({ widthUs: PRESSURE_WINDOW_US })
const dayVwap = anchoredVwap({ anchor: 'utc-day' })
const trend = vwapTrend()
const takers = takerOrders()
const pressure = aggressiveness({ widthUs: PRESSURE_WINDOW_US })
const whaleOrders = whales({ minNotional: LARGE_NOTIONAL })
const large = largeOrders({ minNotional: LARGE_NOTIONAL })

/** The indicators that listen to trades as one. Spelled out, so that every call has a single target and can be inlined. */
export const tradeFlow = {
  init: (): TradeFlowState => ({
    cvd: dayCvd.init(),
    delta: minuteDelta.init(),
    vwap: dayVwap.init(),
    trend: trend.init(),
    takers: takers.init(),
    pressure: pressure.init(),
    whales: whaleOrders.init(),
    large: large.init(),
    last: undefined,
  }),

  step(state: TradeFlowState, trade: Trade): void {
    dayCvd.step(state.cvd, trade)
    minuteDelta.step(state.delta, trade)
    dayVwap.step(state.vwap, trade)
    trend.step(state.trend, trade)
    noteLast(state, trade)
    const completed = takers.push(state.takers, trade)
    if (completed !== undefined) stepOrder(state, completed)
  },

  /** When the clock will complete an order: once the venue has had time to send the rest of it. Infinity while there is none. */
  dueUs: (state: TradeFlowState): Us => takers.dueUs(state.takers),

  /** Takes in the order that is complete by now, if there is one. */
  settle(state: TradeFlowState, nowUs: Us): void {
    const completed = takers.settle(state.takers, nowUs)
    if (completed !== undefined) stepOrder(state, completed)
  },

  /** Moves the clock. How often this happens changes no value. */
  advance(state: TradeFlowState, nowUs: Us): void {
    dayCvd.advance(state.cvd, nowUs)
    minuteDelta.advance(state.delta, nowUs)
    dayVwap.advance(state.vwap, nowUs)
    trend.advance(state.trend, nowUs)
    pressure.advance(state.pressure, nowUs)
    whaleOrders.advance(state.whales, nowUs)
    large.advance(state.large, nowUs)
  },

  readCvd: (state: TradeFlowState): CvdReading | undefined => dayCvd.read(state.cvd),
  readDelta: (state: TradeFlowState): DeltaReading => minuteDelta.read(state.delta),
  readVwap: (state: TradeFlowState): VwapReading | undefined => dayVwap.read(state.vwap),
  readTrend: (state: TradeFlowState): number | undefined => trend.read(state.trend),
  readPressure: (state: TradeFlowState): Aggressiveness | undefined => pressure.read(state.pressure),
  readWhales: (state: TradeFlowState): WhaleReading | undefined => whaleOrders.read(state.whales),
  readLarge: (state: TradeFlowState): LargeOrders | undefined => large.read(state.large),
}

function stepOrder(state: TradeFlowState, order: TakerOrder): void {
  pressure.step(state.pressure, order)
  whaleOrders.step(state.whales, order)
  large.step(state.large, order)
}

function noteLast(state: TradeFlowState, { id, price, timeUs }: Trade): void {
  const { last } = state
  if (last === undefined) state.last = { id, price, timeUs }
  else if (id > last.id) {
    last.id = id
    last.price = price
    last.timeUs = timeUs
  }
}
