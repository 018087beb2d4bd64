import { sharpe } from '@of/stats'
import type { Moments } from './moments.ts'
import { type Scored, scored, tradeAll } from './portfolio.ts'
import type { Ranked } from './registry.ts'
import { rowAt, type Stretch, type TrialConfig } from './trial.ts'

/** On what every configuration is tried. Plain data: it crosses threads. */
export interface SearchPlan {
  /** What tuning may see. */
  readonly open: Stretch
  /** What is chosen on, step by step of the walk forward. */
  readonly trains: readonly Stretch[]
  /** By search on data without an edge, then by product: by how many moments signals are shifted against prices. */
  readonly shifts: readonly (readonly number[])[]
  readonly feeBps: number
  /** Fewer trades than this say nothing. */
  readonly minTrades: number
}

/** What a configuration came to. */
export interface TrialReading extends Ranked {
  readonly trades: number
  /** Basis points earned in each hour of what tuning may see. */
  readonly hourlyBps: readonly number[]
}

/** Tries a configuration on all that a search looks at. The same everywhere: a reading does not depend on other trials. */
export function evaluate(products: readonly Moments[], config: TrialConfig, plan: SearchPlan): TrialReading {
  const { feeBps, open, shifts, trains } = plan
  const trial = scored(products, config)
  const { hourlyBps, trades } = tradeAll(products, trial, open, feeBps)
  return {
    trades: trades.length,
    hourlyBps: [...hourlyBps],
    train: trains.map((stretch) => sharpeOf(products, trial, stretch, plan)),
    nulls: shifts.map((by) => sharpeOf(products, { config, directions: shifted(products, trial, open, by) }, open, plan)),
  }
}

function sharpeOf(products: readonly Moments[], trial: Scored, stretch: Stretch, { feeBps, minTrades }: SearchPlan): number | null {
  const { hourlyBps, trades } = tradeAll(products, trial, stretch, feeBps)
  return trades.length < minTrades ? null : (sharpe(hourlyBps) ?? null)
}

/** What a configuration says of a stretch, its end joined to its start, moved on against the prices: all that signals have of themselves they keep. */
function shifted(products: readonly Moments[], { directions }: Scored, { fromUs, toUs }: Stretch, by: readonly number[]): Int8Array[] {
  return directions.map((column, at) => {
    const { timesUs } = products[at]!
    const start = rowAt(timesUs, fromUs)
    const end = rowAt(timesUs, toUs)
    const moved = new Int8Array(column.length)
    moved.set(column.subarray(end - by[at]!, end), start)
    moved.set(column.subarray(start, end - by[at]!), start + by[at]!)
    return moved
  })
}
