import { normal, ols, outOfSampleR2, predict, sfc32 } from '@of/stats'
import { describe, expect, it } from 'vitest'
import { columnsFor } from './columns.ts'
import { OutOfSample } from './out-of-sample.ts'

const columns = columnsFor(2)
const CHUNK = 60

/** Observations whose move goes with the best level's imbalance, by so much. */
function made(count: number, slope: number): Float64Array[] {
  const random = sfc32(7)
  return Array.from({ length: count }, () => {
    const values = Float64Array.from({ length: columns.count }, () => normal(random))
    values[1]! += values[0]!
    values[columns.move]! += slope * values[0]!
    return values
  })
}

function judged(observations: readonly Float64Array[]): OutOfSample {
  const judge = new OutOfSample(columns)
  for (const values of observations) judge.push(values)
  judge.finish()
  return judge
}

describe('OutOfSample', () => {
  it('predicts each chunk from all before it, as one would by hand', () => {
    const observations = made(150, 1)
    const predicted: number[] = []
    const means: number[] = []
    for (let start = CHUNK; start < observations.length; start += CHUNK) {
      const past = observations.slice(0, start)
      const moves = past.map((values) => values[columns.move]!)
      const fit = ols(moves, [past.map((values) => values[0]!), past.map((values) => values[columns.flow]!)])!
      const mean = moves.reduce((sum, move) => sum + move, 0) / start
      for (const values of observations.slice(start, start + CHUNK)) {
        predicted.push(predict(fit, [values[0]!, values[columns.flow]!]))
        means.push(mean)
      }
    }
    const moves = observations.slice(CHUNK).map((values) => values[columns.move]!)
    const both = judged(observations).of('both')
    expect(both.count).toBe(90)
    expect(both.r2).toBeCloseTo(outOfSampleR2(moves, predicted, means)!, 9)
  })

  it('weighs levels by how they varied in the past', () => {
    const { r2 } = judged(made(600, 1)).of('integrated')
    expect(r2).toBeGreaterThan(0.3)
    expect(judged(made(600, 1)).ofBest(2).r2).toBeGreaterThan(r2!)
  })

  it('finds nothing in what means nothing', () => {
    expect(judged(made(600, 0)).of('ofi').r2).toBeLessThan(0.01)
  })

  it('says nothing of observations too few to learn from', () => {
    expect(judged(made(60, 1)).of('ofi')).toEqual({ r2: undefined, count: 0 })
  })
})
