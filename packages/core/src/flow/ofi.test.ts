import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fold } from '../indicator/indicator.ts'
import type { Quote } from '../market.ts'
import { quotes } from '../testing/arbitraries.ts'
import { golden } from '../testing/golden-stream.ts'
import { indicatorContract } from '../testing/indicator-contract.ts'
import { ofi, ofiTerm, queueFlow } from './ofi.ts'
import { goldenQuotes } from './testing/golden.ts'
import { mirrored } from './testing/mirror.ts'

const calm: Quote = { timeUs: 0, bidPrice: 99, bidSize: 5, askPrice: 101, askSize: 7 }

/** Equation 10 of the paper as it is printed there. */
function printedTerm(before: Quote, now: Quote): number {
  return (
    (now.bidPrice >= before.bidPrice ? now.bidSize : 0) -
    (now.bidPrice <= before.bidPrice ? before.bidSize : 0) -
    (now.askPrice <= before.askPrice ? now.askSize : 0) +
    (now.askPrice >= before.askPrice ? before.askSize : 0)
  )
}

describe('ofi', () => {
  indicatorContract(ofi, quotes)

  it.each<[string, Partial<Quote>, number]>([
    ['counts size added at the bid', { bidSize: 8 }, 3],
    ['counts size taken from the bid', { bidSize: 1 }, -4],
    ['counts the whole queue when the bid rises', { bidPrice: 100, bidSize: 2 }, 2],
    ['counts the whole lost queue when the bid falls', { bidPrice: 98, bidSize: 9 }, -5],
    ['counts size added at the ask against the flow', { askSize: 9 }, -2],
    ['counts size taken from the ask for the flow', { askSize: 3 }, 4],
    ['counts the whole queue against the flow when the ask falls', { askPrice: 100, askSize: 2 }, -2],
    ['counts the whole lost queue when the ask rises', { askPrice: 102, askSize: 1 }, 7],
    ['stays at zero when nothing moves', {}, 0],
  ])('%s', (_name, change, expected) => {
    expect(fold(ofi, [calm, { ...calm, ...change }])).toBe(expected)
  })

  it('knows no value until two quotes have been compared', () => {
    expect(fold(ofi, [])).toBeUndefined()
    expect(fold(ofi, [calm])).toBeUndefined()
  })

  it('adds up the printed equation over every quote and the one before it', () => {
    fc.assert(
      fc.property(fc.array(quotes, { minLength: 2 }), (series) => {
        const plain = series.slice(1).reduce((total, quote, i) => total + printedTerm(series[i]!, quote), 0)
        expect(fold(ofi, series)).toBeCloseTo(plain, 9)
      }),
    )
  })

  it('changes sign when the book is mirrored', () => {
    fc.assert(
      fc.property(fc.array(quotes, { minLength: 2 }), (series) => {
        expect(fold(ofi, series.map(mirrored))).toBeCloseTo(-fold(ofi, series)!, 9)
      }),
    )
  })

  it('measures nothing across an interruption and keeps what it had', () => {
    const state = ofi.init()
    for (const quote of [calm, { ...calm, bidSize: 8 }]) ofi.step(state, quote)
    ofi.interrupt(state)
    ofi.step(state, { ...calm, bidPrice: 90, bidSize: 1_000 })
    expect(ofi.read(state)).toBe(3)
    ofi.step(state, { ...calm, bidPrice: 90, bidSize: 1_001 })
    expect(ofi.read(state)).toBe(4)
    expect(state).toMatchObject({ observations: 2, events: 2 })
  })

  it('counts as events the quotes that differ from the one before, whichever of the four numbers it is', () => {
    const state = ofi.init()
    const series = [
      calm,
      calm,
      { ...calm, bidPrice: 98 },
      { ...calm, bidPrice: 98, bidSize: 1 },
      calm,
      { ...calm, askPrice: 102 },
      { ...calm, askPrice: 102, askSize: 1 },
    ]
    for (const quote of series) ofi.step(state, quote)
    expect(state).toMatchObject({ observations: 6, events: 5 })
  })

  it('matches the reference on the golden stream', () => {
    expect(fold(ofi, goldenQuotes)).toBe(golden.ofi_10s.total)
  })
})

describe('ofiTerm(state, quote)', () => {
  it('is what a step adds', () => {
    fc.assert(
      fc.property(fc.array(quotes), (series) => {
        const stepped = ofi.init()
        const termed = ofi.init()
        for (const quote of series) {
          ofi.step(stepped, quote)
          const known = termed.seen
          expect(ofiTerm(termed, quote) !== undefined).toBe(known)
        }
        expect(termed).toEqual(stepped)
      }),
    )
  })

  it('gives each quote its own flow', () => {
    const state = ofi.init()
    expect([calm, { ...calm, bidSize: 8 }, calm].map((quote) => ofiTerm(state, quote))).toEqual([undefined, 3, -3])
  })
})

describe('queueFlow(inward, sizeBefore, size)', () => {
  it.each([
    ['all of a queue that moved inward', 1, 4],
    ['the difference of a queue that stayed', 0, -2],
    ['less all of a queue that moved outward', -1, -6],
  ])('is %s', (_name, inward, expected) => {
    expect(queueFlow(inward, 6, 4)).toBe(expected)
  })
})
