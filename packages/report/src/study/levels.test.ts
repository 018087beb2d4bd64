import { describe, expect, it } from 'vitest'
import { depthSections } from './depth.ts'
import { levelSections } from './levels.ts'

const tally = (held: number, broken: number) => ({
  watched: 50,
  touched: held + broken,
  held,
  broken,
  holdRate: held + broken === 0 ? null : held / (held + broken),
})

describe('levelSections', () => {
  it('sets each kind beside random levels, and says of how many the claim is borne out', () => {
    const poc = { kind: 'POC', claim: 'holds', level: tally(60, 40), random: tally(50, 50), difference: 0.1 } as const
    const lvn = { kind: 'LVN', claim: 'breaks', level: tally(0, 0), random: tally(1, 3), difference: null } as const
    const [section] = levelSections(
      {
        levels: [
          { ...poc, differenceInterval: [0.01, 0.19], verdict: 'as claimed' },
          { ...lvn, differenceInterval: null, verdict: 'not enough data' },
        ],
      },
      'of study',
    )
    expect(section!.claim).toBe('What is said of levels is borne out for 1 of 2 kinds, in 100 outcomes.')
    const [first, second] = section!.tables[0]!.rows
    expect(first!.slice(5)).toEqual(['60.0 %', '50.0 %', '+10.0 %, +1.0 % … +19.0 %', 'borne out'])
    expect(second!.slice(5, 8)).toEqual([{ missing: expect.any(String) }, '25.0 %', { missing: expect.any(String) }])
    expect(section!.figures[0]).toMatchObject({
      series: [{ values: [{ value: 0.1, low: 0.01, high: 0.19, n: 100 }, { value: null }] }],
    })
  })

  it('is not there unless levels were studied', () => expect(levelSections({ levels: null }, 'of')).toEqual([]))
})

describe('depthSections', () => {
  it('says what is not known of a depth law with too few blocks', () => {
    const nothing = { exponent: null, exponentError: null, exponentInterval: null, logR2: null, slope: null, slopeError: null, r2: null }
    const [section] = depthSections({ depthLaw: { seconds: 10, blocks: 1, ...nothing, betaTimes2D: 1.2, depth: 0.5 } }, 'of')
    expect(section!.claim).toBe('How the slope of OFI goes with depth is not known: 1 block.')
    expect(section!.tables[0]!.rows.map(([, found]) => typeof found)).toEqual(['object', 'object', 'object', 'string', 'string'])
  })
})
