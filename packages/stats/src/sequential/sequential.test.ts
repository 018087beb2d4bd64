import { golden } from '@of/core/testing'
import { describe, expect, it } from 'vitest'
import { off } from '../testing/golden-returns.ts'
import { sfc32 } from '../random/sfc32.ts'
import { bettingEProcess, confidenceSequence } from './betting.ts'
import { sprt, sprtBounds, sprtErrors, sprtTrades } from './sprt.ts'

const plan = { p0: 0.5, p1: 0.55, alpha: 0.05, beta: 0.2, maxTrades: 2000 }

describe('sprt(plan, wins)', () => {
  it('has the bounds and expected trades of the reference', () => {
    const expected = golden.win_rate.sprt
    const { upper, lower, win, loss } = sprtBounds(plan)
    const { ifEdge, ifNone } = sprtTrades(plan)
    for (const [received, figure] of [
      [upper, expected.upper],
      [lower, expected.lower],
      [win, expected.win],
      [loss, expected.loss],
      [ifEdge, expected.asn_h1],
      [ifNone, expected.asn_h0],
    ] as const) {
      expect(off(received, figure)).toBeLessThan(1e-9)
    }
  })

  it('decides at the first crossing and looks no further', () => {
    const wins = Array.from({ length: 40 }, () => true)
    expect(sprt(plan, wins)).toMatchObject({ decision: 'edge', trades: 30 })
    expect(
      sprt(
        plan,
        wins.map((win) => !win),
      ),
    ).toMatchObject({ decision: 'no-edge', trades: 15 })
    expect(sprt(plan, wins.slice(0, 29))).toMatchObject({ decision: 'open', trades: 29 })
  })

  it('ends without an edge at its last trade', () => {
    expect(sprt({ ...plan, maxTrades: 5 }, [true, true, true, true, true])).toMatchObject({ decision: 'no-edge', trades: 5 })
  })

  it('keeps its promises, by all paths', () => {
    const ifNone = sprtErrors(plan, 0.5)
    const ifEdge = sprtErrors(plan, 0.55)
    expect(ifNone.edge).toBeLessThanOrEqual(0.05)
    expect(ifNone.edge).toBeGreaterThan(0.04)
    expect(ifEdge.edge).toBeGreaterThan(0.8)
    expect(ifNone.edge + ifNone.noEdge).toBeCloseTo(1, 10)
    // The steps over the bounds make the true number a little larger than Wald's.
    expect(ifNone.meanTrades / sprtTrades(plan).ifNone).toBeGreaterThan(1)
    expect(ifNone.meanTrades / sprtTrades(plan).ifNone).toBeLessThan(1.1)
  })

  it('runs as its error rates say', () => {
    const short = { ...plan, p1: 0.65, maxTrades: 60 }
    const expected = sprtErrors(short, 0.6)
    let edges = 0
    for (let seed = 0; seed < 400; seed++) {
      const random = sfc32(seed, 'outcomes')
      if (
        sprt(
          short,
          Array.from({ length: 60 }, () => random.unit() < 0.6),
        ).decision === 'edge'
      )
        edges += 1
    }
    // Four standard errors of a share of 400.
    expect(Math.abs(edges / 400 - expected.edge)).toBeLessThan(4 * Math.sqrt((expected.edge * (1 - expected.edge)) / 400))
  })
})

describe('bettingEProcess(bounds)', () => {
  const game = bettingEProcess({ lowest: -1, highest: 1, nullMean: 0 })
  const played = (values: Iterable<number>) => {
    const state = game.init()
    for (const value of values) game.step(state, value)
    return game.read(state)
  }

  it('starts with a capital of 1 and no evidence', () => {
    expect(played([])).toEqual({ n: 0, eValue: 1, mostEValue: 1, pAnytime: 1 })
  })

  it('stakes nothing before it has seen anything ahead of the null', () => {
    expect(played([-1, -1, -1, -0.5]).eValue).toBe(1)
  })

  it('wins on average nothing from a fair coin, whenever it stops', () => {
    // All 2¹² paths, equally likely: the mean capital of a fair game is exactly its stake.
    let sum = 0
    for (let path = 0; path < 4096; path++) sum += played(Array.from({ length: 12 }, (_, at) => (((path >> at) & 1) === 1 ? 1 : -1))).eValue
    expect(sum / 4096).toBeCloseTo(1, 10)
  })

  it('is misled by a fair coin at any time no more often than it says', () => {
    let misled = 0
    for (let seed = 0; seed < 300; seed++) {
      const random = sfc32(seed, 'fair')
      if (played(Array.from({ length: 300 }, () => (random.unit() < 0.5 ? 1 : -1))).pAnytime <= 0.05) misled += 1
    }
    // 300 at 5 %: 27 but for one in a hundred.
    expect(misled).toBeLessThanOrEqual(26)
  })

  it('keeps the most that it had for whoever stopped then', () => {
    const wins = Array.from({ length: 20 }, () => 1)
    const before = played(wins)
    const after = played([...wins, -1, -1, -1])
    expect(after.eValue).toBeLessThan(before.eValue)
    expect(after.mostEValue).toBe(before.mostEValue)
    expect(after.pAnytime).toBeCloseTo(1 / before.eValue, 12)
  })

  it('grows on an edge', () => {
    const random = sfc32(9)
    expect(played(Array.from({ length: 500 }, () => (random.unit() < 0.6 ? 1 : -1))).pAnytime).toBeLessThan(0.01)
  })

  it('counts a value above the bounds as the highest, and loses all to one below them', () => {
    expect(played([0.5, 7, 0.5])).toEqual(played([0.5, 1, 0.5]))
    expect(played([0.5, 0.5, -1.1]).eValue).toBe(0)
  })

  it('refuses a null that lies on a bound', () => {
    expect(() => bettingEProcess({ lowest: 0, highest: 1, nullMean: 0 })).toThrow('expected 0 < null < 1, received 0')
  })
})

describe('confidenceSequence(values, options)', () => {
  it('holds the mean at every length, and narrows', () => {
    const random = sfc32(2)
    const values = Array.from({ length: 800 }, () => (random.unit() < 0.6 ? 1 : 0))
    const at = (length: number) => confidenceSequence(values.slice(0, length), { lowest: 0, highest: 1, means: 50 })
    for (const length of [0, 50, 200, 800]) {
      expect(at(length).low).toBeLessThanOrEqual(0.6)
      expect(at(length).high).toBeGreaterThanOrEqual(0.6)
    }
    expect(at(0)).toEqual({ low: 0, high: 1 })
    expect(at(800).high - at(800).low).toBeLessThan(0.2)
  })
})
