import type { MeanFigure } from '@of/backtest'
import { commandLine, recordingWords } from '../build/command.ts'
import { measuredOf } from '../build/measured.ts'
import type { Measured } from '../document/figure.ts'
import type { Cell } from '../document/table.ts'
import { bps, span } from '../format/numbers.ts'
import type { BacktestReading } from './backtest-result.ts'

const US_PER_MS = 1_000
const US_PER_MINUTE = 60_000_000

/** Fewer values than this have no interval. */
const LEAST = 30

/** The command that makes a backtest again, as far as its result tells. */
export function backtestCommandOf({ arms, input, rules }: BacktestReading): string {
  if (input.command !== undefined) return input.command
  const { fees } = rules
  return commandLine(
    `of backtest ${recordingWords(input.recordings)}`,
    fees.name.includes(' ') ? `--fees ${fees.takerBps}/${fees.makerBps}` : `--fees ${fees.name}`,
    ...arms.map(({ name }) => `--arm ${name}`),
    `--size ${rules.notional} --latency-ms ${rules.latencyUs / US_PER_MS}`,
    input.decideEveryUs === undefined ? undefined : `--every ${input.decideEveryUs / US_PER_MS}ms`,
    rules.entry === 'limit' ? '--maker' : undefined,
    rules.stopBps === null ? undefined : `--stop-bps ${rules.stopBps}`,
    rules.targetBps === null ? undefined : `--target-bps ${rules.targetBps}`,
    `--max-minutes ${rules.maxHoldUs / US_PER_MINUTE} --json`,
  )
}

/** A mean as a figure shows it. */
export function meanMeasured({ high, low, mean, n }: MeanFigure, reason: string): Measured {
  return measuredOf(mean, { interval: low === null || high === null ? null : [low, high], n, reason })
}

/** A mean of basis points and its interval, as a table shows them. */
export function meanCells({ high, low, mean, n }: MeanFigure, nothing: string): [mean: Cell, interval: Cell] {
  return [
    mean === null ? { missing: nothing } : bps(mean),
    low === null || high === null ? { missing: n === 0 ? nothing : `under ${LEAST} values` } : span([low, high], bps),
  ]
}
