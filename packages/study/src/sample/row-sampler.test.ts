import type { MarketEvent } from '@of/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { goldenEvents } from '../testing/golden-events.ts'
import { MadeMarket } from '../testing/market.ts'
import { DepthTally } from './depth-tally.ts'
import type { Row } from './row.ts'
import { RowSampler } from './row-sampler.ts'

interface Sampled {
  readonly known: { readonly row: Row; readonly receivedUs: number }[]
  readonly settled: Row[]
  readonly sampler: RowSampler
}

function sample(events: Iterable<MarketEvent>, { finish = true } = {}): Sampled {
  const known: Sampled['known'] = []
  const settled: Row[] = []
  const reader = {
    onKnown: (row: Row, receivedUs: number): void => void known.push({ row, receivedUs }),
    onSettled: (row: Row): void => void settled.push(structuredClone(row)),
  }
  const sampler = new RowSampler({ stepUs: 1_000_000, levels: 2, depths: new DepthTally(60_000_000), reader })
  for (const event of events) sampler.push(event)
  if (finish) sampler.finish()
  return { known, settled, sampler }
}

describe('RowSampler', () => {
  it('begins at the step that the first book is met in, with that book', () => {
    const { settled } = sample(new MadeMarket().book(0.4, 100).book(0.7, 104).book(1.2, 102).book(2.5, 90).events)
    expect(settled.map(({ closeMid, index, openMid }) => [index, openMid, closeMid])).toEqual([
      [0, 101, 105],
      [1, 105, 103],
    ])
  })

  it('gives a step what happens up to its end, the end included', () => {
    const { settled } = sample(
      new MadeMarket().book(0, 100).book(1, 100, { bidSize: 8 }).book(1.001, 100, { bidSize: 20 }).book(2, 100).events,
    )
    expect(settled.map(({ ofi }) => ofi[0])).toEqual([3, 12 - 15])
  })

  it('takes what is met at the very time that it begins as its beginning', () => {
    const { settled } = sample(new MadeMarket().book(1, 100).book(1, 104).book(2, 106).events)
    expect(settled).toMatchObject([{ index: 1, openMid: 105, closeMid: 107, ofi: Float64Array.of(5 + 5, 0) }])
  })

  it('adds up what takers bought and sold of what was shown', () => {
    const market = new MadeMarket()
      .book(0, 100)
      .trade(0.2, 'buy', 3)
      .trade(0.3, 'sell', 1)
      .trade(0.4, 'buy', 50, { isHidden: true })
      .book(1, 100)
    expect(sample(market.events).settled).toMatchObject([{ flow: 2, cvd: 2 }])
  })

  it('settles a row with prints that came late, which was known without them', () => {
    const market = new MadeMarket().book(0, 100).trade(0.2, 'buy', 3).book(1.2, 100).trade(0.9, 'buy', 4, { late: 0.5 }).book(4, 100)
    const { known, sampler, settled } = sample(market.events)
    expect([known[0]?.row.flow, settled[0]?.flow, sampler.lateTrades]).toEqual([3, 7, 0])
  })

  it('counts a print that comes when its row is settled, and leaves it out', () => {
    const { sampler, settled } = sample(new MadeMarket().book(0, 100).book(5, 100).trade(0.9, 'buy', 4, { late: 5 }).book(6, 100).events)
    expect([sampler.lateTrades, settled.map(({ flow }) => flow)]).toEqual([1, [0, 0, 0, 0, 0, 0]])
  })

  it('tells a row when something later is received, not before', () => {
    const { known } = sample(new MadeMarket(30_000).book(0, 100).book(0.9, 100).book(2.4, 100).events)
    expect(known.map(({ receivedUs, row }) => [row.index, receivedUs])).toEqual([
      [0, 2_430_000],
      [1, 2_430_000],
    ])
  })

  it.each([
    ['is lost', (market: MadeMarket) => market.lose(1.5)],
    ['has one side', (market: MadeMarket) => market.oneSided(1.5)],
    ['is replaced', (market: MadeMarket) => market.book(1.5, 100, { isSnapshot: true })],
  ])('leaves rows without all of their flow when the book %s', (_how, spoil) => {
    const market = spoil(new MadeMarket().book(0, 100)).book(1.7, 200, { isSnapshot: true }).book(2.5, 200, { bidSize: 6 }).book(4, 200)
    const { settled } = sample(market.events)
    expect(settled.map(({ isWhole }) => isWhole)).toEqual([true, false, true, true])
    // The jump from one book to the next is no flow.
    expect(settled[2]?.ofi[0]).toBe(1)
  })

  it('begins the delta anew with the UTC day', () => {
    const day = 86_400
    const market = new MadeMarket()
      .book(day - 2, 100)
      .trade(day - 1.5, 'buy', 3)
      .trade(day + 0.5, 'sell', 1)
      .book(day + 2, 100)
    expect(sample(market.events).settled.map(({ cvd }) => cvd)).toEqual([3, 3, -1, -1])
  })

  it('tells rows that do not depend on what is received after them', () => {
    const all = sample(goldenEvents({ steps: 300 })).known
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), (count) => {
        const { known } = sample(taken(goldenEvents({ steps: 300 }), count), { finish: false })
        expect(known).toEqual(all.slice(0, known.length))
      }),
      { numRuns: 10 },
    )
    expect(all.length).toBeGreaterThan(10)
  })
})

function* taken(events: Iterable<MarketEvent>, count: number): Generator<MarketEvent, void, undefined> {
  let left = count
  for (const event of events) {
    if (left === 0) return
    left -= 1
    yield event
  }
}
