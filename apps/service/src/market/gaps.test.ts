import { describe, expect, it } from 'vitest'
import { Gaps } from './gaps.ts'

const all = (gaps: Gaps) => gaps.between(0, Infinity)

describe('gaps', () => {
  it('last from the moment a book is lost until it stands again', () => {
    const gaps = new Gaps()
    gaps.onBook(10, 'book resyncing: frames lost')
    gaps.onBook(12, 'book empty: no snapshot yet')
    expect(all(gaps)).toEqual([{ source: 'book', fromUs: 10, toUs: null, reason: 'book resyncing: frames lost' }])
    gaps.onBook(20, undefined)
    gaps.onBook(30, undefined)
    expect(all(gaps)).toEqual([{ source: 'book', fromUs: 10, toUs: 20, reason: 'book resyncing: frames lost' }])
  })

  it('of trades remain where trades are missing, and close when they are brought', () => {
    const gaps = new Gaps()
    const second = (timeUs: number, missing: number, downReason: string | null = null): void =>
      gaps.onTrades({ timeUs, missing, downReason })
    second(1, 0)
    second(2, 0, 'trades lost: connection closed')
    second(3, 0, 'trades lost: connection closed')
    expect(all(gaps)).toEqual([{ source: 'trades', fromUs: 1, toUs: null, reason: 'trades lost: connection closed' }])
    second(4, 7)
    expect(all(gaps)).toEqual([{ source: 'trades', fromUs: 1, toUs: 4, reason: 'trades lost: connection closed' }])
    second(5, 3)
    expect(all(gaps)).toHaveLength(1)
    second(6, 0)
    expect(all(gaps)).toEqual([])
  })

  it('of trades that are too short to be seen are told by the ids that are missing', () => {
    const gaps = new Gaps()
    gaps.onTrades({ timeUs: 1, missing: 2, downReason: null })
    gaps.onTrades({ timeUs: 2, missing: 5, downReason: null })
    expect(all(gaps)).toEqual([{ source: 'trades', fromUs: 1, toUs: 2, reason: '3 trades missing' }])
  })

  it('are not told of the time before trades were first received', () => {
    const gaps = new Gaps()
    gaps.onTrades({ timeUs: 1, missing: 0, downReason: 'no trades yet' })
    expect(all(gaps)).toEqual([])
  })

  it('are told of a span where they reach into it', () => {
    const gaps = new Gaps()
    gaps.onBook(10, 'lost')
    gaps.onBook(20, undefined)
    expect([gaps.between(0, 10), gaps.between(0, 11), gaps.between(19, 30), gaps.between(20, 30)].map(({ length }) => length)).toEqual([
      0, 1, 1, 0,
    ])
  })

  it('are kept in bounded number', () => {
    const gaps = new Gaps()
    for (let at = 0; at < 5_000; at++) gaps.onBook(at, at % 2 === 0 ? 'lost' : undefined)
    expect(all(gaps)).toHaveLength(500)
  })
})
