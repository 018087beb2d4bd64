import { MINUTE_US, type Us } from '@of/core'
import { normal, sfc32 } from '@of/stats'
import { describe, expect, it } from 'vitest'
import { columnsFor } from '../regress/columns.ts'
import { DepthTally } from '../sample/depth-tally.ts'
import type { Observed } from './block.ts'
import { BlockedRegression } from './blocked-regression.ts'
import { bothFiguresOf, deepFiguresOf, figuresOf } from './figures.ts'

const columns = columnsFor(2)
const blockUs = 30 * MINUTE_US
const STEP_US = 20_000_000
const PER_BLOCK = blockUs / STEP_US

/** Windows of so many blocks; the move goes with the first level, in the first block the second level stands still. */
function made(blocks: number, { still = -1 } = {}): Observed[] {
  const random = sfc32(3)
  const flow = sfc32(4)
  return Array.from({ length: blocks * PER_BLOCK }, (_, at) => {
    const values = new Float64Array(columns.count)
    const block = Math.floor(at / PER_BLOCK)
    const lead = normal(random)
    values[0] = lead
    values[1] = block === 0 ? 0 : 5 * normal(random)
    values[columns.flow] = normal(flow)
    values[columns.move] = block === still ? 0 : 2 * lead + normal(random)
    return { startUs: at * STEP_US, values, mid: 100, spreadBps: 1 }
  })
}

function run(observed: readonly Observed[]): BlockedRegression {
  const regression = new BlockedRegression({ columns, blockUs, depths: new DepthTally(blockUs) })
  for (const one of observed) regression.push(one)
  regression.finish()
  return regression
}

describe('BlockedRegression', () => {
  it('fits each block by itself, by the clock, the last however much there is of it', () => {
    const { blocks } = run(made(3).slice(10, -30))
    expect(blocks.map(({ startUs, windows }): [Us, number] => [startUs, windows])).toEqual([
      [0, PER_BLOCK - 10],
      [blockUs, PER_BLOCK],
      [2 * blockUs, PER_BLOCK - 30],
    ])
  })

  it('skips and counts blocks in which the mid never moved', () => {
    const regression = run(made(3, { still: 1 }))
    expect([regression.blocks.length, regression.skipped, regression.windows]).toEqual([2, 1, 3 * PER_BLOCK])
  })

  it('weighs levels by blocks past alone', () => {
    const { blocks, inSample } = run(made(3))
    // In the first block nothing is known; in the second, that the second level never moved; in the third, that it moves most.
    expect(blocks[0]?.fits.integrated).toBeUndefined()
    expect(blocks[1]?.fits.integrated?.r2).toBeCloseTo(blocks[1]!.fits.ofi!.r2, 9)
    expect(blocks[2]!.fits.integrated!.r2).toBeLessThan(0.5 * blocks[2]!.fits.ofi!.r2)
    expect(inSample).toBeUndefined()
  })

  it('trusts no weights of a few windows', () => {
    const { blocks } = run(made(3).slice(PER_BLOCK - 10))
    expect(blocks.map(({ fits, windows }) => [windows, fits.integrated !== undefined])).toEqual([
      [10, false],
      [PER_BLOCK, false],
      [PER_BLOCK, true],
    ])
  })

  it('fits weights to the only block there is, apart from the others', () => {
    const { blocks, inSample } = run(made(1))
    expect(blocks[0]?.fits.integrated).toBeUndefined()
    expect(inSample?.fits.integrated?.r2).toBeCloseTo(inSample!.fits.ofi!.r2, 9)
  })
})

describe('figuresOf(blocks)', () => {
  const context = { tick: 0.5, random: sfc32(1) }

  it('is the mean over blocks, slopes in ticks', () => {
    const { blocks } = run(made(2))
    const figures = figuresOf({ set: 'ofi', blocks, outOfSample: { r2: undefined, count: 0 } }, context)
    const [first, second] = blocks.map(({ fits }) => fits.ofi!)
    expect(figures).toMatchObject({ n: 2 * PER_BLOCK, blocks: 2, r2: (first!.r2 + second!.r2) / 2, outOfSampleR2: null, r2Interval: null })
    expect(figures.beta).toBeCloseTo(first!.slopes[0]! + second!.slopes[0]!, 12)
    expect(figures.t).toBeCloseTo((first!.ts[0]! + second!.ts[0]!) / 2, 12)
  })

  it('gives intervals that the truth lies in, from blocks where there are enough', () => {
    const { blocks } = run(made(10))
    const { betaInterval, r2Interval } = figuresOf({ set: 'ofi', blocks, outOfSample: { r2: undefined, count: 0 } }, context)
    const [low, high] = betaInterval!
    expect(low).toBeLessThan(4)
    expect(high).toBeGreaterThan(4)
    expect(high - low).toBeLessThan(0.5)
    expect(r2Interval![0]).toBeGreaterThan(0.6)
  })

  it('tells nothing that chance would make more than half of, and says so', () => {
    const none = { r2: undefined, count: 0 }
    const [three, four, five] = [3, 4, 5].map((windows) => run(made(2).slice(-windows)).blocks)
    expect(deepFiguresOf(2, five!, none)).toMatchObject({ blocks: 1, r2: five![0]!.deepR2[1], chanceR2: 2 / 4 })
    expect(deepFiguresOf(2, four!, none)).toMatchObject({ blocks: 1, r2: null, chanceR2: 2 / 3 })
    expect(deepFiguresOf(2, three!, none)).toMatchObject({ blocks: 0, r2: null, chanceR2: 1 })
    expect(bothFiguresOf({ set: 'both', blocks: five!, outOfSample: none }, context)).toMatchObject({ n: 5, chanceR2: 2 / 4 })
    expect(bothFiguresOf({ set: 'both', blocks: four!, outOfSample: none }, context)).toMatchObject({ n: 0, r2: null, beta: null })
  })

  it('gives no chance for a level that was never there', () => {
    const { blocks } = run(made(1))
    expect(deepFiguresOf(2, blocks, { r2: undefined, count: 0 })).toMatchObject({ blocks: 0, r2: null, chanceR2: null })
  })

  it('gives no interval under 100 windows', () => {
    const { blocks } = run(made(1))
    expect(figuresOf({ set: 'ofi', blocks, outOfSample: { r2: undefined, count: 0 } }, context).betaInterval).toBeNull()
  })
})
