import type { Us } from '../market.ts'
import { addAt } from './compensated-sum.ts'
import { eventCount, type EventRows, eventRows, oldestRing, ringFor } from './event-rows.ts'
import { dropOldest, oldestUs, putRow } from './time-ring.ts'

/** The events of the window: a time, which terms are not 0, and all terms; and one total a term. */
export interface RollingRowsState extends EventRows {
  nowUs: Us
  /** In pairs of a sum and its residue. */
  readonly sums: Float64Array
}

/** Sums of many terms, most of which are 0 in most events, over the events of a trailing window of exchange time. */
export interface RollingRows {
  readonly init: () => RollingRowsState
  /**
   * Takes in an event, which is nothing when all its terms are 0, as all before `from` are; one that is older than the newest
   * still enters, unless its window has passed.
   */
  readonly push: (state: RollingRowsState, timeUs: Us, terms: Float64Array, from?: number) => void
  readonly advance: (state: RollingRowsState, nowUs: Us) => void
  /** The total of one term over the events in the window; 0 when there are none. */
  readonly sum: (state: RollingRowsState, term: number) => number
}

/** Where in a row it says which terms count, and where the terms begin. */
const FIRST = 1
const END = 2
const TERMS = 3

/** Sums over the window `(now − widthUs, now]`, as rolling sums are; of a row only the terms from the first to the last that is not 0 cost anything. */
export function rollingRows(options: { readonly widthUs: Us; readonly terms: number }): RollingRows {
  const { widthUs, terms } = options
  if (!(widthUs > 0)) throw new RangeError(`rollingRows: widthUs must be above 0, was ${widthUs}`)
  if (!Number.isInteger(terms) || terms < 1) throw new RangeError(`rollingRows: terms must be a positive integer, was ${terms}`)

  const advance = (state: RollingRowsState, nowUs: Us): void => {
    if (nowUs > state.nowUs) state.nowUs = nowUs
    const cutUs = state.nowUs - widthUs
    for (let ring = oldestRing(state); oldestUs(ring) <= cutUs; ring = oldestRing(state)) {
      const { rows, head, stride } = ring
      const { sums } = state
      const at = head * stride
      const end = rows[at + END]!
      for (let term = rows[at + FIRST]!; term < end; term++) addAt(sums, term, -rows[at + TERMS + term]!)
      dropOldest(ring)
      if (eventCount(state) === 0) sums.fill(0)
    }
  }

  return {
    init: () => ({ ...eventRows(terms + TERMS - 1), nowUs: 0, sums: new Float64Array(2 * terms) }),
    push(state, timeUs, row, from = 0) {
      advance(state, timeUs)
      let first = from
      while (first < terms && row[first] === 0) first += 1
      if (first >= terms || timeUs <= state.nowUs - widthUs) return
      let end = terms
      while (row[end - 1] === 0) end -= 1
      const ring = ringFor(state, timeUs)
      const at = putRow(ring, timeUs)
      const { rows } = ring
      const { sums } = state
      rows[at + FIRST] = first
      rows[at + END] = end
      for (let term = first; term < end; term++) addAt(sums, term, (rows[at + TERMS + term] = row[term]!))
    },
    advance,
    sum: ({ sums }, term) => sums[2 * term]! + sums[2 * term + 1]!,
  }
}
