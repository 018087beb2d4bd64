import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { apart } from '../book/testing/apart.ts'
import type { TopLevels } from '../book/top-levels.ts'
import { fold } from '../indicator/indicator.ts'
import { sizes } from '../testing/arbitraries.ts'
import { golden } from '../testing/golden-stream.ts'
import { indicatorContract } from '../testing/indicator-contract.ts'
import { deepOfi, deepOfiTerms } from './deep-ofi.ts'
import { ofi } from './ofi.ts'
import { goldenQuotes, goldenTops, topFrom } from './testing/golden.ts'

const levels = 3
const deep = deepOfi({ levels })

// Few prices, so that levels are met again; sides of none to four levels.
const side = fc.uniqueArray(fc.tuple(fc.integer({ min: 1, max: 9 }), sizes), { maxLength: 4, selector: ([price]) => price })
const tops: fc.Arbitrary<TopLevels> = fc.tuple(side, side).map(([bids, asks]) =>
  topFrom(
    bids.map(([price, size]): [number, number] => [-price, size]).sort(([a], [b]) => b - a),
    asks.sort(([a], [b]) => a - b),
  ),
)

const reflected = (top: TopLevels): TopLevels => ({
  ...top,
  bidCount: top.askCount,
  askCount: top.bidCount,
  bidPrices: top.askPrices.map((price) => -price),
  bidSizes: top.askSizes,
  askPrices: top.bidPrices.map((price) => -price),
  askSizes: top.bidSizes,
})

const rowsOf = (prices: Float64Array, amounts: Float64Array, count: number): [number, number][] =>
  Array.from({ length: count }, (_, rank) => [prices[rank]!, amounts[rank]!])

/** Levels of which the first ones are those of another book, be they missing there. */
const withBest = (top: TopLevels, best: TopLevels, ranks: number): TopLevels => {
  const joined = (kept: [number, number][], others: [number, number][]): [number, number][] =>
    kept.length < ranks ? kept : [...kept.slice(0, ranks), ...others.slice(ranks)]
  return topFrom(
    joined(rowsOf(best.bidPrices, best.bidSizes, best.bidCount), rowsOf(top.bidPrices, top.bidSizes, top.bidCount)),
    joined(rowsOf(best.askPrices, best.askSizes, best.askCount), rowsOf(top.askPrices, top.askSizes, top.askCount)),
  )
}

/** The touch that one level would be, were it the best. */
const levelAt = (top: TopLevels, level: number): Parameters<typeof ofi.step>[1] | undefined =>
  level < Math.min(top.bidCount, top.askCount)
    ? {
        timeUs: 0,
        bidPrice: top.bidPrices[level]!,
        bidSize: top.bidSizes[level]!,
        askPrice: top.askPrices[level]!,
        askSize: top.askSizes[level]!,
      }
    : undefined

const asks = [
  [101, 10],
  [102, 10],
  [103, 10],
] as const
const tens = topFrom(
  [
    [99, 10],
    [98, 10],
    [97, 10],
  ],
  asks,
)

describe('deepOfi({ levels })', () => {
  indicatorContract(deep, tops)

  it('counts a bid inside the spread at its own level and the queues it pushes down at theirs', () => {
    expect(
      fold(deep, [
        tens,
        topFrom(
          [
            [100, 7],
            [99, 10],
            [98, 10],
          ],
          asks,
        ),
      ]),
    ).toEqual([7, 10, 10])
  })

  it('is order flow imbalance level by level, interrupted wherever the level is missing', () => {
    fc.assert(
      fc.property(fc.array(tops), (series) => {
        const read = fold(deep, series)
        for (let level = 0; level < levels; level++) {
          const state = ofi.init()
          for (const top of series) {
            const touch = levelAt(top, level)
            if (touch) ofi.step(state, touch)
            else ofi.interrupt(state)
          }
          expect(read[level]).toBe(ofi.read(state))
        }
      }),
    )
  })

  it('changes sign when the book is mirrored', () => {
    fc.assert(
      fc.property(fc.array(tops), (series) => {
        const reading = fold(deep, series)
        const reflection = fold(deep, series.map(reflected))
        expect(reading.map((value, level) => apart(reflection[level], value === undefined ? undefined : -value) < 1e-9)).toEqual([
          true,
          true,
          true,
        ])
      }),
    )
  })

  it('measures nothing across an interruption', () => {
    const state = deep.init()
    deep.step(state, tens)
    deep.interrupt(state)
    deep.step(state, topFrom([[50, 99]], [[51, 99]]))
    expect(deep.read(state)).toEqual([undefined, undefined, undefined])
  })

  it('matches the reference on the golden stream', () => {
    expect(fold(deepOfi({ levels: 5 }), goldenTops)).toEqual(golden.mlofi_10s.totals)
    expect(fold(deepOfi({ levels: 1 }), goldenTops)).toEqual([fold(ofi, goldenQuotes)])
  })

  it('refuses to look at no level', () => {
    expect(() => deepOfi({ levels: 0 })).toThrow('deepOfi: levels must be a positive integer, was 0')
  })
})

describe('deepOfiTerms(state, top, into)', () => {
  it('leaves the state that a step leaves, and terms that add up to its totals', () => {
    fc.assert(
      fc.property(fc.array(tops), (series) => {
        const state = deep.init()
        const into = new Float64Array(levels)
        const sums = new Float64Array(levels)
        let most = 0
        for (const top of series) {
          most = Math.max(most, deepOfiTerms(state, top, into))
          for (let level = 0; level < levels; level++) sums[level]! += into[level]!
        }
        const stepped = deep.init()
        for (const top of series) deep.step(stepped, top)
        expect({ ...state, totals: stepped.totals }).toEqual(stepped)
        expect(most).toBe(state.measured)
        sums.forEach((sum, level) => expect(sum).toBeCloseTo(deep.read(stepped)[level] ?? 0, 9))
      }),
    )
  })

  it('comes to the same when the levels before a rank, which stand as they did, are not looked at', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(tops, tops, fc.nat(levels))), (pairs) => {
        const whole = deep.init()
        const short = deep.init()
        for (const [before, after, from] of pairs) {
          deepOfiTerms(whole, before, new Float64Array(levels))
          deepOfiTerms(short, before, new Float64Array(levels))
          const next = withBest(after, before, from)
          const all = new Float64Array(levels)
          const rest = new Float64Array(levels)
          expect(deepOfiTerms(short, next, rest, from)).toBe(deepOfiTerms(whole, next, all))
          expect(rest).toEqual(all)
          expect(short).toEqual(whole)
        }
      }),
    )
  })

  it('yields nothing for levels that either book lacks, and forgets what it wrote before', () => {
    const state = deep.init()
    const into = Float64Array.of(7, 7, 7)
    const deeper = [
      [99, 12],
      [98, 10],
      [97, 9],
    ] as const
    const yielded = [tens, topFrom(deeper, asks), topFrom([[99, 12]], asks), tens].map((top) => [deepOfiTerms(state, top, into), ...into])
    expect(yielded).toEqual([
      [0, 0, 0, 0],
      [3, 2, 0, -1],
      [1, 0, 0, 0],
      [1, -2, 0, 0],
    ])
  })
})
