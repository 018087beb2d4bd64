import { describe, expect, it } from 'vitest'
import { bestOf, stepsOf } from './walk-forward.ts'

describe('bestOf(sharpes)', () => {
  it('is the first of equals, and nothing without a value', () => {
    expect(bestOf([null, 0.1, 0.3, 0.3, -1])).toEqual({ index: 2, sharpe: 0.3 })
    expect(bestOf([null, null])).toBeUndefined()
  })
})

describe('stepsOf(plan)', () => {
  it('trains on the past alone, with a gap before what is tested', () => {
    const steps = stepsOf({ fromUs: 0, toUs: 400, steps: 3, gapUs: 30 })
    expect(steps).toEqual([
      { train: { fromUs: 0, toUs: 70 }, test: { fromUs: 100, toUs: 200 } },
      { train: { fromUs: 0, toUs: 170 }, test: { fromUs: 200, toUs: 300 } },
      { train: { fromUs: 0, toUs: 270 }, test: { fromUs: 300, toUs: 400 } },
    ])
  })
})
