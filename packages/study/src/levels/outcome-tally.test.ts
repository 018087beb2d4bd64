import { sfc32 } from '@of/stats'
import { describe, expect, it } from 'vitest'
import { OutcomeTally } from './outcome-tally.ts'
import { type Trial, type TrialState, trialOf } from './trial.ts'

const HOUR_US = 3_600_000_000

function ended(state: TrialState, isRandom: boolean, hour: number): Trial {
  const trial = trialOf({ kind: 'POC', isRandom, price: 1, side: 1, unit: 1 }, hour * HOUR_US)
  return { ...trial, state, touchedUs: state === 'watched' ? undefined : trial.startUs + 1 }
}

describe('OutcomeTally', () => {
  it('counts levels and random ones apart, and no outcome where there was none', () => {
    const tally = new OutcomeTally()
    for (const state of ['held', 'held', 'broken', 'left', 'watched'] as const) tally.add(ended(state, false, 0))
    tally.add(ended('broken', true, 0))
    expect(tally.level).toEqual({ watched: 5, touched: 4, held: 2, broken: 1, holdRate: 2 / 3 })
    expect(tally.random).toEqual({ watched: 1, touched: 1, held: 0, broken: 1, holdRate: 0 })
    expect(new OutcomeTally().level.holdRate).toBeNull()
  })

  it('gives an interval of the difference from the eighth hour with an outcome on', () => {
    const tally = new OutcomeTally()
    const random = sfc32(1)
    for (let hour = 0; hour < 8; hour++) {
      expect(tally.interval(random)).toBeNull()
      tally.add(ended('left', true, 100 + hour))
      tally.add(ended('held', false, hour))
      tally.add(ended(hour < 4 ? 'held' : 'broken', true, hour))
    }
    const [low, high] = tally.interval(random)!
    expect([low > 0, low < 0.5, high > 0.5, high < 1]).toEqual([true, true, true, true])
  })
})
