import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { timesUs } from '../testing/arbitraries.ts'
import { timedIndicatorContract } from '../testing/indicator-contract.ts'
import { type Held, timeWeightedMean } from './time-weighted-mean.ts'

const widthUs = 10_000_000
const mean = timeWeightedMean({ widthUs })
const helds: fc.Arbitrary<Held> = fc.record({ timeUs: timesUs, value: fc.option(fc.integer({ min: -50, max: 50 })) })

describe('timeWeightedMean({ widthUs })', () => {
  timedIndicatorContract(mean, helds)

  it('equals the plain integral of the steps inside the window', () => {
    fc.assert(
      fc.property(fc.array(helds, { minLength: 1 }), fc.integer({ min: 1, max: 20_000_000 }), (series, idleUs) => {
        const steps = series.toSorted((a, b) => a.timeUs - b.timeUs)
        const state = mean.init()
        for (const step of steps) mean.step(state, step)
        const nowUs = steps.at(-1)!.timeUs + idleUs
        mean.advance(state, nowUs)
        let area = 0
        let span = 0
        steps.forEach((step, i) => {
          const from = Math.max(step.timeUs, nowUs - widthUs)
          const lasted = Math.max(0, (steps[i + 1]?.timeUs ?? nowUs) - from)
          if (step.value !== null) {
            area += step.value * lasted
            span += lasted
          }
        })
        const read = mean.read(state)
        if (span === 0) expect(read).toBeUndefined()
        else {
          expect(read?.mean).toBeCloseTo(area / span, 9)
          expect(read?.coverage).toBeCloseTo(span / widthUs, 12)
        }
      }),
    )
  })

  it('gives a value its full weight until the next one', () => {
    const state = mean.init()
    mean.step(state, { timeUs: 0, value: 1 })
    mean.step(state, { timeUs: 2_000_000, value: 4 })
    mean.advance(state, 3_000_000)
    expect(mean.read(state)).toEqual({ mean: 2, coverage: 0.3 })
  })

  it('knows no value while none has held', () => {
    const state = mean.init()
    mean.step(state, { timeUs: 5, value: null })
    mean.advance(state, 10)
    expect(mean.read(state)).toBeUndefined()
  })
})
