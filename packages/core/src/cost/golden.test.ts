import { describe, expect, it } from 'vitest'
import { goldenQuotes, goldenTrades } from '../flow/testing/golden.ts'
import { mid } from '../book/microprice.ts'
import { golden, goldenStream, replayGolden } from '../testing/golden-stream.ts'
import { type ImpactBar, impactBars } from './impact-bars.ts'
import { amihud, hasbrouckLambda, kyleLambda } from './lambda.ts'
import { corwinSchultz, rollSpread } from './spread-estimates.ts'
import { tradeCosts } from './trade-costs.ts'

const stream = goldenStream()
const replay = replayGolden(stream)
const lastUs = golden.stream.last_ts * 1000

/** The quotes and prints of the golden stream in their order: each print after the quote that stood before it. */
function walk(onQuote: (timeUs: number, mid: number) => void, onTrade: (at: number, midBefore: number) => void): void {
  let print = 0
  goldenQuotes.forEach((quote, row) => {
    onQuote(quote.timeUs, mid(quote))
    for (; print < replay.trades.length && replay.trades[print]!.row === row; print++) onTrade(print, mid(quote))
  })
}

/** How far a figure is from another, as a share of it. */
function apart(actual: number | null | undefined, expected: number): number {
  return Math.abs((actual ?? Number.NaN) / expected - 1)
}

describe('trade costs of the golden stream', () => {
  const costs = tradeCosts({ horizonUs: 5_000_000 })
  const state = costs.init()
  walk(
    (timeUs, midPrice) => costs.onMid(state, timeUs, midPrice),
    (at, midPrice) => costs.onExecution(state, { ...goldenTrades[at]!, mid: midPrice }),
  )
  const reading = costs.read(state)!

  it('are those of the reference', () => {
    expect(apart(reading.effectiveBps, golden.spreads.effective_bps)).toBeLessThan(1e-9)
    expect(apart(reading.realisedBps, golden.spreads.realized_5s_bps)).toBeLessThan(1e-9)
    expect(apart(reading.impactBps, golden.spreads.impact_5s_bps)).toBeLessThan(1e-9)
  })

  it('leave out and count the prints whose horizon goes beyond the end', () => {
    const unfinished = goldenTrades.filter(({ timeUs }) => timeUs + 5_000_000 > lastUs).length
    expect(unfinished).toBeGreaterThan(0)
    expect([reading.unfinished, reading.executions, reading.lost]).toEqual([unfinished, goldenTrades.length - unfinished, 0])
  })

  it('add up: what was paid is what the maker kept and what the mid moved', () => {
    expect(reading.realisedBps + reading.impactBps).toBeCloseTo(reading.effectiveBps, 10)
  })
})

describe('impact of the golden stream', () => {
  const cutter = impactBars({ widthUs: 60_000_000 })
  const state = cutter.init()
  const bars: ImpactBar[] = []
  walk(
    (timeUs, midPrice) => bars.push(...cutter.onMid(state, timeUs, midPrice)),
    (at) => bars.push(...cutter.onTrade(state, goldenTrades[at]!)),
  )
  bars.push(...cutter.advance(state, lastUs))

  it('is measured on as many bars as in the reference', () => {
    expect(bars).toHaveLength(golden.impact.bars_60s)
  })

  it('has the lambdas of the reference', () => {
    expect(apart(kyleLambda(bars)?.slope, golden.impact.kyle_lambda)).toBeLessThan(1e-9)
    expect(apart(kyleLambda(bars)?.r2, golden.impact.kyle_r2)).toBeLessThan(1e-9)
    expect(apart(hasbrouckLambda(bars)?.slope, golden.impact.hasbrouck_lambda)).toBeLessThan(1e-9)
  })

  it('has the illiquidity and the estimated spreads of the reference', () => {
    expect(apart(amihud(bars), golden.impact.amihud)).toBeLessThan(1e-9)
    const roll = rollSpread(goldenTrades.map(({ price }) => price))
    expect(apart(roll?.spread, golden.impact.roll_spread_ticks)).toBeLessThan(1e-9)
    expect(apart(roll?.autocovariance, golden.impact.roll_autocov)).toBeLessThan(1e-9)
    const estimate = corwinSchultz(bars.map(({ high, low }) => ({ high: high!, low: low! })))
    expect(apart(estimate?.spread, golden.impact.corwin_schultz)).toBeLessThan(1e-9)
    expect(apart(estimate?.unclipped, golden.impact.corwin_schultz_unclipped)).toBeLessThan(1e-9)
  })
})
