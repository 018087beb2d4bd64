import { HOUR_US, type Us } from '@of/core'
import type { Random } from '@of/stats'
import type { Moments } from './moments.ts'
import { rowAt, type Stretch } from './trial.ts'

/** Data without an edge, made from those that there are. */
export interface NullShifts {
  /** By search, then by product. */
  readonly shifts: readonly (readonly number[])[]
  /** Why there are none, though they were asked for. */
  readonly reason?: string
}

/** Signals are shifted against prices by no less. */
const LEAST_SHIFT_US: Us = HOUR_US

/**
 * By how many moments the signals of each product are to be shifted against its prices, so many times: by an hour at least either way, all products by as
 * much, so that what they have in common stays. None where the stretch allows no more different shifts than are asked for.
 */
export function nullShifts(
  products: readonly Moments[],
  { fromUs, toUs }: Stretch,
  { random, runs }: { random: Random; runs: number },
): NullShifts {
  const rooms = products.map(({ timesUs }) => {
    const start = rowAt(timesUs, fromUs)
    const least = rowAt(timesUs, (timesUs[start] ?? 0) + LEAST_SHIFT_US) - start
    return { least, choices: rowAt(timesUs, toUs) - start - 2 * least + 1 }
  })
  const choices = Math.min(...rooms.map((room) => room.choices))
  if (runs > 0 && choices <= runs) {
    const reason = `signals can be shifted against prices by an hour or more in ${Math.max(0, choices)} ways, for ${runs} searches`
    return { shifts: [], reason }
  }
  return {
    shifts: Array.from({ length: runs }, () => {
      const share = random.unit()
      return rooms.map((room) => room.least + Math.floor(share * room.choices))
    }),
  }
}
