import { DAY_US } from '@of/core'
import { cscv } from '@of/stats'
import type { TriedEntry } from './registry.ts'
import type { Stretch } from './trial.ts'

/** How likely it is that picking the best of these trials picks noise. */
export interface Overfitting {
  /** Probability of backtest overfitting: how often the best of one half of the time is below the median in the other; `null` with a reason. */
  readonly pbo: number | null
  readonly blocks: number
  readonly reason?: string
}

const BLOCKS = 16

/** The probability of backtest overfitting of trials on one grid of hours, the longest position purged where one block meets the next. */
export function overfittingOf(trials: readonly Pick<TriedEntry, 'hourlyBps' | 'holdMinutes'>[], { fromUs, toUs }: Stretch): Overfitting {
  const days = (toUs - fromUs) / DAY_US
  if (days < BLOCKS) return { pbo: null, blocks: BLOCKS, reason: `needs ${BLOCKS} days that tuning may see, has ${days.toFixed(1)}` }
  const purge = Math.ceil(Math.max(0, ...trials.map(({ holdMinutes }) => holdMinutes)) / 60)
  const series = trials.map(({ hourlyBps }) => hourlyBps)
  const found = cscv(series, { days, blocks: BLOCKS, purge })
  return found === undefined
    ? { pbo: null, blocks: BLOCKS, reason: 'needs two trials, and blocks longer than a position' }
    : { pbo: found.pbo, blocks: BLOCKS }
}
