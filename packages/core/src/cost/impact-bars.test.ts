import { describe, expect, it } from 'vitest'
import type { Trade } from '../market.ts'
import { impactBars } from './impact-bars.ts'
import { amihud, kyleLambda, realisedVolatility } from './lambda.ts'
import { lineThrough } from './line.ts'
import { corwinSchultz, rollSpread } from './spread-estimates.ts'

const cutter = impactBars({ widthUs: 10 })

function print(timeUs: number, price: number, size: number, aggressor: Trade['aggressor']): Trade {
  return { id: timeUs, timeUs, price, size, aggressor }
}

describe('impactBars()', () => {
  it('measures a bar from the mid at its start to the mid at its end, both ends on the clock', () => {
    const state = cutter.init()
    expect(cutter.onMid(state, 13, 100)).toEqual([])
    expect(cutter.onMid(state, 20, 102)).toEqual([])
    const [first] = cutter.onMid(state, 21, 103)
    expect(first).toMatchObject({ startUs: 10, midChange: 2, logReturn: Math.log(102 / 100), notional: 0, high: undefined })
    const [second, third] = cutter.advance(state, 41)
    expect([second?.midChange, third?.midChange]).toEqual([1, 0])
  })

  it('adds up what takers bought and sold in it', () => {
    const state = cutter.init()
    cutter.onMid(state, 10, 100)
    cutter.onTrade(state, print(11, 4, 9, 'buy'))
    cutter.onTrade(state, print(20, 1, 4, 'sell'))
    const [bar] = cutter.advance(state, 21)
    expect(bar).toMatchObject({ signedVolume: 5, notional: 40, signedRootNotional: 6 - 2, high: 4, low: 1 })
  })

  it('leaves out bars at whose start or end there is no mid, and goes on after them', () => {
    const state = cutter.init()
    cutter.onMid(state, 10, 100)
    expect(cutter.onMid(state, 15, undefined)).toEqual([])
    expect(cutter.onMid(state, 35, 100)).toEqual([])
    expect(cutter.onMid(state, 45, 101)).toEqual([])
    expect(cutter.onMid(state, 51, 101)).toMatchObject([{ startUs: 40, midChange: 1 }])
  })
})

describe('measures over bars', () => {
  const bar = { startUs: 0, midChange: 0, logReturn: 0, signedVolume: 0, notional: 0, signedRootNotional: 0, high: 1, low: 1 }

  it('find the slope and the share that a line explains', () => {
    const bars = [-1, 0, 1, 2].map((volume) => ({ ...bar, signedVolume: volume, midChange: 3 * volume + 1 }))
    expect(kyleLambda(bars)).toEqual({ slope: 3, intercept: 1, r2: 1, points: 4 })
  })

  it('find nothing where nothing was traded', () => {
    expect([kyleLambda([bar, bar, bar]), amihud([bar]), realisedVolatility([])]).toEqual([undefined, undefined, undefined])
  })

  it('leave bars without trades out of illiquidity', () => {
    expect(amihud([bar, { ...bar, logReturn: -0.5, notional: 2 }])).toBe(0.25)
  })

  it('add up squares to volatility', () => {
    expect(realisedVolatility([{ logReturn: 3 }, { logReturn: -4 }])).toBe(5)
  })
})

describe('rollSpread()', () => {
  it('is the bounce of prices between two quotes', () => {
    const bounce = Array.from({ length: 401 }, (_, at) => (at % 2 === 0 ? 99 : 101))
    expect(rollSpread(bounce)?.spread).toBeCloseTo(4, 4)
  })

  it('is 0 where prices run on', () => {
    expect(rollSpread([1, 2, 4, 8, 16, 32])?.spread).toBe(0)
  })

  it('needs three prices', () => {
    expect(rollSpread([1, 2])).toBeUndefined()
  })
})

describe('corwinSchultz()', () => {
  it('is the spread itself where the mid stands still', () => {
    const bars = [1, 2, 3].map(() => ({ high: 100.5, low: 99.5 }))
    expect(corwinSchultz(bars)?.spread).toBeCloseTo(0.01, 4)
  })
})

describe('lineThrough(xs, ys)', () => {
  it('explains nothing of what does not vary', () => {
    expect(lineThrough([1, 2, 3], [5, 5, 5])).toEqual({ slope: 0, intercept: 5, r2: undefined, points: 3 })
  })

  it('is none through points above one another', () => {
    expect(lineThrough([1, 1, 1], [1, 2, 3])).toBeUndefined()
  })
})
