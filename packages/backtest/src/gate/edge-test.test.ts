import { sfc32 } from '@of/stats'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { tradesOf } from '../testing/made-up-trades.ts'
import { edgeTest, mostOpenTogether } from './edge-test.ts'

describe('mostOpenTogether(trades)', () => {
  it('is what a plain count finds', () => {
    const spans = fc.array(fc.tuple(fc.nat(20), fc.integer({ min: 1, max: 8 })), { minLength: 1, maxLength: 10 })
    fc.assert(
      fc.property(spans, (made) => {
        const trades = made
          .map(([openedUs, lasts]) => ({ openedUs, closedUs: openedUs + lasts, netBps: 1 }))
          .sort((a, b) => a.closedUs - b.closedUs || a.openedUs - b.openedUs)
        const moments = Array.from({ length: 30 }, (_, at) => at + 0.5)
        const open = moments.map((at) => trades.filter(({ closedUs, openedUs }) => openedUs < at && at < closedUs).length)
        expect(mostOpenTogether(trades)).toBe(Math.max(...open))
      }),
    )
  })
})

describe('edgeTest(trades, random)', () => {
  it('turns round with the sign of the returns', () => {
    const nets = Array.from({ length: 50 }, (_, at) => ((at * 37) % 23) - 9)
    const gain = edgeTest(tradesOf(nets), sfc32(1))!
    const loss = edgeTest(tradesOf(nets.map((net) => -net)), sfc32(1))!
    expect(loss.meanBps).toBeCloseTo(-gain.meanBps, 12)
    expect(loss.seBps).toBeCloseTo(gain.seBps, 12)
    expect(gain.pStudent + loss.pStudent).toBeCloseTo(1, 12)
    expect(loss.upperBps).toBeCloseTo(-gain.lowerBps, 9)
  })

  it('believes the less sure of its methods', () => {
    const skewed = edgeTest(tradesOf(Array.from({ length: 80 }, (_, at) => (at % 10 === 9 ? -60 : 10 + (at % 4)))), sfc32(1))!
    expect(skewed.pBootstrap).toBeGreaterThan(skewed.pStudent)
    expect(skewed.p).toBe(skewed.pBootstrap)
    expect(skewed.lowerBps).toBeLessThan(skewed.meanBps - 1.66 * skewed.seBps)
  })

  it('is less sure of returns that come in runs', () => {
    const runs = edgeTest(tradesOf(Array.from({ length: 120 }, (_, at) => (Math.floor(at / 12) % 2 === 0 ? 12 : -8) + (at % 3))), sfc32(1))!
    const mixed = edgeTest(tradesOf(Array.from({ length: 120 }, (_, at) => (at % 2 === 0 ? 12 : -8) + (at % 3))), sfc32(1))!
    expect(runs.sdBps).toBeCloseTo(mixed.sdBps, 0)
    expect(runs.seBps).toBeGreaterThan(2 * mixed.seBps)
    expect(runs.nEffective).toBeLessThan(40)
  })

  it('says nothing of returns that are all the same, or of two', () => {
    expect(edgeTest(tradesOf([0.1, 0.1, 0.1, 0.1]), sfc32(1))).toBeUndefined()
    expect(edgeTest(tradesOf([1, 2]), sfc32(1))).toBeUndefined()
  })
})
