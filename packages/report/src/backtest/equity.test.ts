import { describe, expect, it } from 'vitest'
import type { BacktestArm } from './backtest-result.ts'
import { equitySection } from './equity.ts'

const rules = {
  fees: { name: 'taker-60bps', takerBps: 60, makerBps: 40 },
  notional: 100,
  latencyUs: 100_000,
  entry: 'market',
  stopBps: null,
  targetBps: null,
  maxHoldUs: 900_000_000,
} as const
const nothing = { n: 0, mean: null, low: null, high: null }

const arm = (steps: readonly number[]): BacktestArm => ({
  name: 'flow',
  signals: { emitted: 3, long: 1, short: 0, hold: 2, abstained: 0 },
  orders: { sent: 0, filled: 0, dropped: {}, refused: {}, early: 0 },
  summary: {
    n: 0,
    wins: 0,
    winRate: null,
    winRateLow: null,
    winRateHigh: null,
    gross: nothing,
    net: nothing,
    meanHoldUs: null,
    byReason: {},
  },
  costs: { roundTripFeeBps: 120, feeBps: null, slippageBps: null, breakEvenBps: null, takerNotional: 0, makerNotional: 0, fees: 0 },
  outcomes: [],
  markouts: [],
  reliability: [],
  equity: { everyUs: 60_000_000, fromUs: 0, toUs: 150_000_000, steps, finalBps: 0, drawdownBps: 3, staleMarks: 0 },
  exposure: null,
  turnover: 0,
  turnoverPerDay: null,
  trades: [],
  open: [{ product: 'BTC-USD' }],
})

const valuesOf = (steps: readonly number[]): unknown[] =>
  equitySection({ arms: [arm(steps)], rules }, 'of').figures.map((figure) =>
    figure.kind === 'lines' ? figure.lines[0]!.points.map(({ timeUs, value }) => [timeUs / 1e6, value]) : figure.kind,
  )

describe('equitySection', () => {
  it('adds steps up from zero, the last as long as it is, and shows how far below its highest the sum lies', () => {
    expect(valuesOf([1, -3, 2])).toEqual([
      [
        [0, 0],
        [60, 1],
        [120, -2],
        [150, 0],
      ],
      [
        [0, 0],
        [60, 0],
        [120, -3],
        [150, -1],
      ],
    ])
  })

  it('draws nothing of nothing, and writes no zero where nothing was measured', () => {
    expect(valuesOf([])).toEqual(['missing'])
    const { claim, notes, tables } = equitySection({ arms: [arm([])], rules }, 'of')
    expect(claim).toBe('flow closed no trade.')
    expect(tables[0]!.rows[0]!.slice(2)).toEqual(Array.from({ length: 6 }, () => ({ missing: 'no trades' })))
    expect(notes.some((note) => note.includes('still in the market at the end (BTC-USD)'))).toBe(true)
  })
})
