import type { Us } from '../market.ts'
import { addTo, type CompensatedSum, compensatedSum, resetSum, valueOf } from './compensated-sum.ts'
import { dropOldest, putRow, rowAt, type TimeRing, timeRing } from './time-ring.ts'

/** The events of the window as rows of a time and their terms, and one total a term. */
export interface RollingSumsState extends TimeRing {
  nowUs: Us
  readonly sums: CompensatedSum[]
}

/** Sums of some terms over the events of a trailing window of exchange time. */
export interface RollingSums {
  readonly init: () => RollingSumsState
  /** Takes in an event of up to four terms; one that is older than the newest still enters, unless its window has passed. */
  readonly push: (state: RollingSumsState, timeUs: Us, a: number, b?: number, c?: number, d?: number) => void
  /** As `push`, for any number of terms. */
  readonly pushRow: (state: RollingSumsState, timeUs: Us, row: ArrayLike<number>) => void
  readonly advance: (state: RollingSumsState, nowUs: Us) => void
  /** The total of one term over the events in the window; 0 when there are none. */
  readonly sum: (state: RollingSumsState, term: number) => number
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
  if (!Number.isInteger(terms) || terms < 1) throw new RangeError(`rollingSums: terms must be a positive integer, was ${terms}`)

  const expire = (state: RollingSumsState): void => {
    const cutUs = state.nowUs - widthUs
    while (state.count > 0) {
      const at = rowAt(state, 0)
      if (state.rows[at]! > cutUs) return
      dropOldest(state)
      for (let term = 0; term < terms; term++) {
        const total = state.sums[term]!
        if (state.count === 0) resetSum(total)
        else addTo(total, -state.rows[at + 1 + term]!)
      }
    }
  }

  /** Where an event's row begins, or -1 when its window has passed. */
  const admit = (state: RollingSumsState, timeUs: Us): number => {
    if (timeUs > state.nowUs) state.nowUs = timeUs
    expire(state)
    return timeUs <= state.nowUs - widthUs ? -1 : putRow(state, timeUs)
  }

  return {
    init: () => ({ ...timeRing(terms), nowUs: 0, sums: Array.from({ length: terms }, compensatedSum) }),
    push(state, timeUs, a, b = 0, c = 0, d = 0) {
      const at = admit(state, timeUs)
      if (at < 0) return
      const { rows, sums } = state
      rows[at + 1] = a
      addTo(sums[0]!, a)
      if (terms > 1) addTo(sums[1]!, (rows[at + 2] = b))
      if (terms > 2) addTo(sums[2]!, (rows[at + 3] = c))
      if (terms > 3) addTo(sums[3]!, (rows[at + 4] = d))
    },
    pushRow(state, timeUs, row) {
      const at = admit(state, timeUs)
      if (at < 0) return
      for (let term = 0; term < terms; term++) addTo(state.sums[term]!, (state.rows[at + 1 + term] = row[term]!))
    },
    advance(state, nowUs) {
      if (nowUs > state.nowUs) state.nowUs = nowUs
      expire(state)
    },
    sum: (state, term) => valueOf(state.sums[term]!),
  }
}
