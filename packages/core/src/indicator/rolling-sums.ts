import type { Us } from '../market.ts'
import { addAt, type CompensatedSum, sumAt } from './compensated-sum.ts'
import { eventCount, type EventRows, eventRows, oldestRing, ringFor } from './event-rows.ts'
import { dropOldest, oldestUs, putRow } from './time-ring.ts'

/** The events of the window as rows of a time and their terms, and one total a term. */
export interface RollingSumsState extends EventRows {
  nowUs: Us
  /** In pairs of a sum and its residue. */
  readonly sums: Float64Array
}

/** Sums of up to four terms over the events of a trailing window of exchange time. */
export interface RollingSums {
  readonly init: () => RollingSumsState
  /** Takes in an event; one that is older than the newest still enters, unless its window has passed. */
  readonly push: (state: RollingSumsState, timeUs: Us, a: number, b?: number, c?: number, d?: number) => void
  readonly advance: (state: RollingSumsState, nowUs: Us) => void
  /** How many events there are in the window. */
  readonly count: (state: RollingSumsState) => number
  /** The total of one term over the events in the window; 0 when there are none. */
  readonly sum: (state: RollingSumsState, term: number) => number
  /** The same with what rounding took from it. */
  readonly total: (state: RollingSumsState, term: number) => CompensatedSum
}

/**
 * Sums over the window `(now − widthUs, now]`.
 *
 * Expired terms are subtracted from compensated sums, and an empty window is exactly zero again, so nothing that has
 * left the window is still felt. Events that come late are put where their time says.
 */
export function rollingSums(options: { readonly widthUs: Us; readonly terms: number }): RollingSums {
  const { widthUs, terms } = options
  if (!(widthUs > 0)) throw new RangeError(`rollingSums: widthUs must be above 0, was ${widthUs}`)
  if (![1, 2, 3, 4].includes(terms)) throw new RangeError(`rollingSums: terms must be 1, 2, 3 or 4, was ${terms}`)

  /** Takes away the events that have left the window, oldest first. */
  const expire = (state: RollingSumsState): void => {
    const cutUs = state.nowUs - widthUs
    for (let ring = oldestRing(state); oldestUs(ring) <= cutUs; ring = oldestRing(state)) {
      const { rows, head, stride } = ring
      const { sums } = state
      const at = head * stride + 1
      for (let term = 0; term < terms; term++) addAt(sums, term, -rows[at + term]!)
      dropOldest(ring)
      if (eventCount(state) === 0) sums.fill(0)
    }
  }

  /** Brings the window to an event; whether the event is in it. */
  const admits = (state: RollingSumsState, timeUs: Us): boolean => {
    if (timeUs > state.nowUs) state.nowUs = timeUs
    expire(state)
    return timeUs > state.nowUs - widthUs
  }

  return {
    init: () => ({ ...eventRows(terms), nowUs: 0, sums: new Float64Array(2 * terms) }),
    push(state, timeUs, a, b = 0, c = 0, d = 0) {
      if (!admits(state, timeUs)) return
      const ring = ringFor(state, timeUs)
      const at = putRow(ring, timeUs)
      const { rows } = ring
      const { sums } = state
      addAt(sums, 0, (rows[at + 1] = a))
      if (terms > 1) addAt(sums, 1, (rows[at + 2] = b))
      if (terms > 2) addAt(sums, 2, (rows[at + 3] = c))
      if (terms > 3) addAt(sums, 3, (rows[at + 4] = d))
    },
    advance(state, nowUs) {
      if (nowUs > state.nowUs) state.nowUs = nowUs
      expire(state)
    },
    count: eventCount,
    sum: ({ sums }, term) => sums[2 * term]! + sums[2 * term + 1]!,
    total: ({ sums }, term) => sumAt(sums, term),
  }
}
