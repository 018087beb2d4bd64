import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { TickBook } from '../market/book.ts'
import { Level2Batches } from './level2-batches.ts'

function watched(): { book: TickBook; batches: Level2Batches } {
  const batches = new Level2Batches()
  return { book: new TickBook((side, tick) => batches.touch(side, tick, 9)), batches }
}

describe('Level2Batches', () => {
  it('sends the end state of every price that was touched: bids downward, asks upward', () => {
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
    expect(batches.update(book)).toEqual({
      type: 'update',
      bids: [
        { tick: 99, lots: 1 },
        { tick: 98, lots: 3 },
        { tick: 97, lots: 2 },
      ],
      asks: [
        { tick: 101, lots: 1 },
        { tick: 102, lots: 3 },
        { tick: 103, lots: 2 },
      ],
    })
    expect(batches.changedUs).toBe(9)
  })

  it('sends as empty a price that was filled and emptied since the last batch', () => {
    const { book, batches } = watched()
    book.bid.set(99, 1)
    book.bid.set(99, 0)
    expect(batches.update(book)?.bids).toEqual([{ tick: 99, lots: 0 }])
  })

  it('has no batch when nothing was touched, and none of what a snapshot showed', () => {
    const { book, batches } = watched()
    expect(batches.update(book)).toBeUndefined()
    book.ask.set(101, 4)
    expect(batches.snapshot(book)).toEqual({ type: 'snapshot', bids: [], asks: [{ tick: 101, lots: 4 }] })
    expect(batches.update(book)).toBeUndefined()
  })

  it('lets a reader of the batches arrive at the book', () => {
    const changes = fc.array(
      fc.record({ side: fc.constantFrom('bid' as const, 'ask' as const), tick: fc.nat(8), lots: fc.nat(2), cut: fc.boolean() }),
    )
    fc.assert(
      fc.property(changes, (series) => {
        const { book, batches } = watched()
        const reader = new TickBook(() => {})
        for (const { side, tick, lots, cut } of series) {
          book[side].set(tick, lots)
          if (!cut) continue
          const batch = batches.update(book)
          for (const level of batch?.bids ?? []) reader.bid.set(level.tick, level.lots)
          for (const level of batch?.asks ?? []) reader.ask.set(level.tick, level.lots)
          expect([...reader.bid.levels(), ...reader.ask.levels()]).toEqual([...book.bid.levels(), ...book.ask.levels()])
        }
      }),
    )
  })
})
