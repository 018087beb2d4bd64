import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { TickBook } from '../market/book.ts'
import { allLevels, Level2Batches } from './level2-batches.ts'

function watched(): { book: TickBook; batches: Level2Batches } {
  const batches = new Level2Batches()
  return { book: new TickBook((side, tick) => batches.touch(side, tick)), batches }
}

describe('Level2Batches', () => {
  it('gives the end state of every price that was touched: bids downward, then asks upward', () => {
    const { book, batches } = watched()
    for (const [tick, lots] of [
      [98, 5],
      [99, 1],
      [97, 2],
      [98, 3],
    ] as const) {
      book.bid.set(tick, lots)
      book.ask.set(200 - tick, lots)
    }
    expect(batches.update(book)).toEqual([
      { side: 'bid', tick: 99, lots: 1 },
      { side: 'bid', tick: 98, lots: 3 },
      { side: 'bid', tick: 97, lots: 2 },
      { side: 'ask', tick: 101, lots: 1 },
      { side: 'ask', tick: 102, lots: 3 },
      { side: 'ask', tick: 103, lots: 2 },
    ])
  })

  it('gives as empty a price that was filled and emptied since the last batch', () => {
    const { book, batches } = watched()
    book.bid.set(99, 1)
    book.bid.set(99, 0)
    expect(batches.update(book)).toEqual([{ side: 'bid', tick: 99, lots: 0 }])
  })

  it('gives nothing when nothing was touched', () => {
    const { book, batches } = watched()
    expect(batches.update(book)).toEqual([])
    book.bid.set(99, 4)
    book.ask.set(101, 4)
    expect(batches.update(book)).toHaveLength(2)
    expect(batches.update(book)).toEqual([])
  })

  it('lets a reader of a snapshot, taken at any time, and of the batches after it arrive at the book', () => {
    const change = fc.record({
      side: fc.constantFrom('bid' as const, 'ask' as const),
      tick: fc.nat(8),
      lots: fc.nat(2),
      after: fc.constantFrom('go on', 'cut', 'join'),
    })
    fc.assert(
      fc.property(fc.array(change), (series) => {
        const { book, batches } = watched()
        let reader = new TickBook(() => {})
        for (const { side, tick, lots, after } of series) {
          book[side].set(tick, lots)
          if (after === 'go on') continue
          if (after === 'join') reader = new TickBook(() => {})
          const levels = after === 'cut' ? batches.update(book) : allLevels(book)
          for (const level of levels) reader[level.side].set(level.tick, level.lots)
          expect(allLevels(reader)).toEqual(allLevels(book))
        }
      }),
    )
  })
})
