import { DAY_US, HOUR_US, MINUTE_US, type Us } from '@of/core'
import { maxDrawdown } from '@of/stats'
import type { Marked } from '../paper/record.ts'
import type { EquityReport } from './result.ts'

/** What a series of marks is laid on. */
export interface EquityGrid {
  readonly fromUs: Us
  readonly toUs: Us
  /** Unless it is given, an hour, or a minute where less than a day was seen. */
  readonly everyUs: Us | undefined
  readonly notional: number
}

/** Marks as steps of a grid: what is gained from one edge to the next, the first and the last step as long as they are. */
export function equityOf(marks: readonly Marked[], { everyUs: wished, fromUs, notional, toUs }: EquityGrid): EquityReport {
  const everyUs = wished ?? (toUs - fromUs < DAY_US ? MINUTE_US : HOUR_US)
  const startUs = Math.floor(fromUs / everyUs) * everyUs
  const steps: number[] = []
  let before = 0
  let latest = 0
  for (const { atUs, equity } of marks) {
    latest = (1e4 * equity) / notional
    if (atUs < toUs && atUs % everyUs !== 0) continue
    steps.push(latest - before)
    before = latest
  }
  return {
    everyUs,
    fromUs: startUs,
    toUs,
    steps,
    finalBps: latest,
    drawdownBps: maxDrawdown(steps)?.depth ?? 0,
    staleMarks: marks.filter(({ isStale }) => isStale).length,
  }
}
