import { describe, expect, it } from 'vitest'
import { reliabilityOf, type ScoredMove } from './reliability.ts'

const HORIZON_US = 60_000_000
const moves = (nets: readonly number[], bps: readonly (number | null)[], everyUs = HORIZON_US): ScoredMove[] =>
  nets.map((net, at) => ({ product: 'BTC-USD', timeUs: at * everyUs, net, bps: bps[at]! }))

describe('reliabilityOf(moves, horizon)', () => {
  it('counts a move that goes the way of the score, whichever way that is', () => {
    expect(reliabilityOf(moves([25, -25, 25, -25], [3, -3, -3, -1]), HORIZON_US)).toMatchObject([
      { from: 20, to: 40, meanScore: 25, scores: 4, n: 4, wins: 3, winShare: 0.75 },
    ])
  })

  it('puts a score at an edge into the bin that begins there, and what is beyond the last edge into the last', () => {
    const found = reliabilityOf(moves([19.99, 20, -100, 140], [1, 1, 1, 1]), HORIZON_US)
    expect(found.map(({ from, scores }) => [from, scores])).toEqual([
      [0, 1],
      [20, 1],
      [80, 2],
    ])
  })

  it('takes what did not move, or could not be priced, for neither', () => {
    const [bin] = reliabilityOf(moves([50, 50, 50], [0, null, 2]), HORIZON_US)
    expect(bin).toMatchObject({ scores: 3, unmoved: 1, unpriced: 1, n: 1, winShare: 1 })
    expect(reliabilityOf(moves([50], [null]), HORIZON_US)).toMatchObject([{ n: 0, winShare: null, low: null, high: null }])
  })

  it('is no surer for scores that are told sixty times within the horizon', () => {
    const [once] = reliabilityOf(
      moves(
        Array.from({ length: 20 }, () => 30),
        Array.from({ length: 20 }, () => 1),
      ),
      HORIZON_US,
    )
    const [often] = reliabilityOf(
      moves(
        Array.from({ length: 1200 }, () => 30),
        Array.from({ length: 1200 }, () => 1),
        HORIZON_US / 60,
      ),
      HORIZON_US,
    )
    expect(often).toEqual({ ...once, scores: 1200, n: 1200, wins: 1200 })
    // Wilson's lower end of 20 of 20.
    expect(once!.low).toBeCloseTo(0.8389, 4)
  })
})
