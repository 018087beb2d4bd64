import type { OutcomeSummary } from '@of/backtest'
import { wilson } from '@of/stats'
import { describe, expect, it } from 'vitest'
import type { BacktestArm, BacktestReading } from './backtest-result.ts'
import { markoutSection } from './markouts.ts'

const taken: OutcomeSummary = {
  kind: 'taken',
  horizonUs: 900_000_000,
  emitted: 285,
  resolved: 270,
  open: 15,
  unpriced: 0,
  independent: 19,
  n: 270,
  mean: -4.5,
  low: -13,
  high: 4,
  above: 0.4,
}
const costs = { breakEvenBps: 12, roundTripFeeBps: 10 }
// The section reads names, costs, signals, outcomes and markouts alone.
const signals = { emitted: 300, long: 200, short: 85, hold: 15, abstained: 0 }
const arm = { name: 'flow', costs, signals, outcomes: [taken], markouts: [] } as unknown as BacktestArm

describe('markoutSection({ arms })', () => {
  it('is no surer of signals that share their time than of as many stretches of it', () => {
    const { figures, tables } = markoutSection({ arms: [arm] } as unknown as BacktestReading, 'of backtest')
    const { high, low } = wilson(0.4 * 19, 19)!
    expect(figures.find(({ title }) => title.startsWith('How often mid moved'))).toMatchObject({
      series: [{ name: 'flow', values: [{ value: 0.4, low, high, n: 270 }] }],
    })
    expect(tables[0]!.rows[0]).toEqual(expect.arrayContaining(['285', '19', '40.0 %']))
  })
})
