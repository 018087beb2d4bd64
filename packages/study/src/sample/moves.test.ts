import { describe, expect, it } from 'vitest'
import { type Move, Moves } from './moves.ts'

const LATENCY_US = 100
const LENGTH_US = 1_000

/** Runs mids through, each at its time of receipt, a loss where there is none, and tells the moves wanted at time 0. */
function moved(mids: readonly (readonly [receivedUs: number, mid: number | undefined])[]): {
  readonly moves: Move[]
  readonly unfinished: number
} {
  const waiting = new Moves(LATENCY_US)
  const moves: Move[] = []
  const [first, ...rest] = mids
  waiting.onMid(first![1]!)
  waiting.want(0, LENGTH_US, (move) => moves.push(move))
  for (const [receivedUs, mid] of rest) {
    waiting.advance(receivedUs)
    if (mid === undefined) waiting.onLoss()
    else waiting.onMid(mid)
  }
  return { moves, unfinished: waiting.unfinished }
}

describe('Moves', () => {
  it('begin a latency after something was known: what is received until then is not theirs', () => {
    const { moves } = moved([[0, 10], [50, 11], [100, 12], [101, 20], [1_100, 21], [1_101, 99]]) // prettier-ignore
    expect(moves).toEqual([{ kind: 'measured', change: 21 - 12, mid: 12 }])
  })

  it('are not measured before their end has passed', () => {
    expect(moved([[0, 10], [1_100, 11]])).toEqual({ moves: [], unfinished: 1 }) // prettier-ignore
  })

  it('take the mid as it stood, however late the next is received', () => {
    expect(moved([[0, 10], [5_000, 11]]).moves).toEqual([{ kind: 'measured', change: 0, mid: 10 }]) // prettier-ignore
  })

  it('are not measured across a loss of the book', () => {
    expect(moved([[0, 10], [500, undefined], [600, 12], [2_000, 13]]).moves).toEqual([{ kind: 'unmeasured' }]) // prettier-ignore
  })

  it('are measured from a book that is there again when they begin', () => {
    const { moves } = moved([[0, 10], [20, undefined], [60, 12], [700, 15], [2_000, 13]]) // prettier-ignore
    expect(moves).toEqual([{ kind: 'measured', change: 3, mid: 12 }])
  })
})
