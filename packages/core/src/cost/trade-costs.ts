import { addTo, type CompensatedSum, compensatedSum, valueOf } from '../indicator/compensated-sum.ts'
import { clearRows, dropOldest, oldestUs, putRow, rowAt, type TimeRing, timeRing } from '../indicator/time-ring.ts'
import type { Aggressor, Us } from '../market.ts'

/** What a taker got, a print or a whole order, and the mid that stood just before. */
export interface Execution {
  readonly timeUs: Us
  readonly aggressor: Aggressor
  /** Quote currency per base unit, the average of an order. */
  readonly price: number
  /** Base units. */
  readonly size: number
  readonly mid: number
}

/** Executions that wait for the mid of later, and what has come of the others. */
export interface TradeCostsState {
  nowUs: Us
  /** `undefined` while there is none. */
  mid: number | undefined
  /** A row an execution: when it is due; then its sign, size, price and mid. */
  readonly pending: TimeRing
  readonly effective: CompensatedSum
  readonly realised: CompensatedSum
  readonly impact: CompensatedSum
  readonly volume: CompensatedSum
  executions: number
  lost: number
}

/** What takers paid, volume-weighted, in basis points of the mid; positive is a cost. `effectiveBps` = `realisedBps` + `impactBps`. */
export interface TradeCostsReading {
  /** Twice what the price was away from the mid. */
  readonly effectiveBps: number
  /** Twice what the price was away from the mid of later: what the maker kept. */
  readonly realisedBps: number
  /** Twice what the mid went along with the taker. */
  readonly impactBps: number
  /** Executions measured. */
  readonly executions: number
  /** Base units of those. */
  readonly volume: number
  /** Executions whose horizon has not passed: they are in no figure. */
  readonly unfinished: number
  /** Executions for which there was no mid at the end of their horizon: they are in no figure. */
  readonly lost: number
}

/** Costs of executions against the mid of before and of later. */
export interface TradeCosts {
  readonly init: () => TradeCostsState
  /** Takes in the mid as of a time, `undefined` for none. */
  readonly onMid: (state: TradeCostsState, timeUs: Us, mid: number | undefined) => void
  readonly onExecution: (state: TradeCostsState, execution: Execution) => void
  readonly advance: (state: TradeCostsState, nowUs: Us) => void
  /** `undefined` while no execution is finished. */
  readonly read: (state: TradeCostsState) => TradeCostsReading | undefined
}

/**
 * Effective spread, realised spread and price impact at a horizon (1, 5, 30 and 60 s by convention). The mid of later is the last at or before
 * the execution's time plus the horizon. Nothing is clamped.
 *
 * @see Huang, Stoll (1996), "Dealer versus Auction Markets", https://doi.org/10.1016/0304-405X(95)00867-E
 */
export function tradeCosts(options: { readonly horizonUs: Us }): TradeCosts {
  const { horizonUs } = options
  if (!(horizonUs > 0)) throw new RangeError(`tradeCosts: horizonUs must be above 0, was ${horizonUs}`)

  return {
    init: () => ({
      nowUs: 0,
      mid: undefined,
      pending: timeRing(4),
      effective: compensatedSum(),
      realised: compensatedSum(),
      impact: compensatedSum(),
      volume: compensatedSum(),
      executions: 0,
      lost: 0,
    }),
    onMid(state, timeUs, mid) {
      advance(state, timeUs)
      state.mid = mid
    },
    onExecution(state, { timeUs, aggressor, price, size, mid }) {
      advance(state, timeUs)
      const dueUs = timeUs + horizonUs
      if (dueUs < state.nowUs) {
        state.lost += 1
        return
      }
      const at = putRow(state.pending, dueUs)
      state.pending.rows.set([aggressor === 'buy' ? 1 : -1, size, price, mid], at + 1)
    },
    advance,
    read(state) {
      const settled = withDue(state)
      const volume = valueOf(settled.volume)
      if (!(volume > 0)) return undefined
      return {
        effectiveBps: valueOf(settled.effective) / volume,
        realisedBps: valueOf(settled.realised) / volume,
        impactBps: valueOf(settled.impact) / volume,
        executions: settled.executions,
        volume,
        unfinished: settled.pending.count,
        lost: settled.lost,
      }
    },
  }
}

/** Moves the clock and finishes what was due before: the mid that is about to be replaced was the last one then. */
function advance(state: TradeCostsState, nowUs: Us): void {
  if (nowUs > state.nowUs) state.nowUs = nowUs
  while (oldestUs(state.pending) < state.nowUs) {
    finish(state)
    dropOldest(state.pending)
  }
}

/** The state with what is due now finished too, which `advance` leaves open because another mid of the same time may come. */
function withDue(state: TradeCostsState): TradeCostsState {
  if (oldestUs(state.pending) > state.nowUs) return state
  const { effective, impact, pending, realised, volume, ...rest } = state
  const settled: TradeCostsState = {
    ...rest,
    pending: { ...pending },
    effective: { ...effective },
    realised: { ...realised },
    impact: { ...impact },
    volume: { ...volume },
  }
  while (oldestUs(settled.pending) <= settled.nowUs) {
    finish(settled)
    dropOldest(settled.pending)
  }
  return settled
}

/** Measures the oldest execution against the mid as it stands. */
function finish(state: TradeCostsState): void {
  const { pending, mid: later } = state
  if (later === undefined) {
    state.lost += 1
    return
  }
  const at = rowAt(pending, 0)
  const sign = pending.rows[at + 1]!
  const size = pending.rows[at + 2]!
  const price = pending.rows[at + 3]!
  const mid = pending.rows[at + 4]!
  const scale = (2e4 * sign * size) / mid
  addTo(state.effective, scale * (price - mid))
  addTo(state.realised, scale * (price - later))
  addTo(state.impact, scale * (later - mid))
  addTo(state.volume, size)
  state.executions += 1
}

/** The book was lost: what waits for a mid cannot be measured. */
export function interruptTradeCosts(state: TradeCostsState): void {
  state.lost += state.pending.count
  state.mid = undefined
  clearRows(state.pending)
}
