import { describe, expect, it } from 'vitest'
import { ReadMids, type SpanPlaces } from './read-mids.ts'

describe('ReadMids', () => {
  it('tells what was read, what had no mid, and what was not read, whatever order other moments were read in', () => {
    const places: SpanPlaces = new Map()
    const [first, second, third] = [new ReadMids(places), new ReadMids(places), new ReadMids(places)]
    first.set(10, 100)
    first.set(20, null)
    second.set(20, 7)
    third.set(30, 5)
    third.set(10, null)
    const told = [first, second, third].map((mids) => [10, 20, 30, 40].map((afterUs) => mids.get(afterUs)))
    expect(told).toEqual([
      [100, null, undefined, undefined],
      [undefined, 7, undefined, undefined],
      [null, undefined, 5, undefined],
    ])
  })
})
