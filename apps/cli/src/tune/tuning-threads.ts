import { availableParallelism } from 'node:os'
import type { Moments, SearchPlan } from '@of/backtest'

/** More threads than this wait for memory. */
const MOST_THREADS = 8

/** Moments that are gone through before threads have started. */
const SHORT_MOMENTS = 100_000_000

/** How many threads are worth their start: one where little is to be done. */
export function tuningThreads(
  products: readonly Moments[],
  plan: SearchPlan,
  trials: number,
  cores: number = availableParallelism(),
): number {
  const passes = 1 + plan.trains.length + plan.shifts.length
  const moments = products.reduce((sum, { length }) => sum + length, 0)
  return moments * passes * trials < SHORT_MOMENTS ? 1 : Math.max(1, Math.min(cores, MOST_THREADS, trials))
}
