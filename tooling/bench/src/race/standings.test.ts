import { describe, expect, it } from 'vitest'
import type { EndBook } from './contestant.ts'
import type { Timing } from './race.ts'
import { differencesOf, standings } from './standings.ts'

const truth: EndBook[] = [{ product: 'BTC-USD', bestBid: 100, bestAsk: 101, levels: 40 }]
const timing = (name: string, ms: readonly number[], books?: readonly EndBook[]): Timing => ({
  name,
  ms,
  done: { run: () => 0, ...(books && { books: () => books }) },
})

describe('standings', () => {
  it('compares with the yardstick of the same round, so that a slow round tells nothing', () => {
    const timings = [timing('json-parse', [10, 100, 10]), timing('decode', [2, 20, 2])]
    const [yardstick, decode] = standings({ bytes: 8000 }, timings, truth)
    expect(yardstick).toMatchObject({ rate: { median: 0.8 }, vsJsonParse: { median: 1, spread: 0, interval: [1, 1] } })
    expect(decode).toMatchObject({ rate: { median: 4 }, vsJsonParse: { median: 5, spread: 0, interval: [5, 5] } })
  })

  it('holds books against the true ones, and says nothing where there are none', () => {
    const wrong = [{ ...truth[0]!, levels: 39 }]
    const result = standings({ bytes: 1 }, [timing('json-parse', [1]), timing('right', [1], truth), timing('wrong', [1], wrong)], truth)
    expect(result.map(({ isRight }) => isRight)).toEqual([undefined, true, false])
    expect(result[2]!.notes).toEqual(['BTC-USD: expected 100 / 101 over 40 levels, received 100 / 101 over 39 levels'])
  })

  it('refuses a race without the yardstick', () => {
    expect(() => standings({ bytes: 1 }, [timing('decode', [1])], truth)).toThrow(
      'expected json-parse among the contestants, received decode',
    )
  })
})

describe('differencesOf', () => {
  it('misses a book that is not there', () => {
    expect(differencesOf([], truth)).toEqual(['BTC-USD: expected 100 / 101 over 40 levels, received no book'])
  })
})
