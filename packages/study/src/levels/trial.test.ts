import { describe, expect, it } from 'vitest'
import { follow, trialOf, type TrialState } from './trial.ts'

const MINUTE_US = 60_000_000

/** Follows mids a minute apart towards a level at 110 from below, in units of 2. */
function followed(mids: readonly number[]): { readonly state: TrialState; readonly minutes: number } {
  const trial = trialOf({ kind: 'POC', isRandom: false, price: 110, side: 1, unit: 2 }, 0)
  let minutes = 0
  for (const mid of mids) if (!follow(trial, ++minutes * MINUTE_US, mid)) break
  return { state: trial.state, minutes }
}

describe('a trial of a level', () => {
  it.each<[string, number[], TrialState]>([
    ['is watched until the price comes', [105, 109, 107], 'watched'],
    ['is touched a tenth of a unit before the price', [109.7, 109.85], 'touched'],
    ['holds when the price turns back by a unit', [109.9, 111, 108], 'held'],
    ['breaks when the price goes through by a unit', [109.9, 108.5, 112], 'broken'],
    ['breaks at once when the price jumps over it', [105, 115], 'broken'],
  ])('%s', (_name, mids, state) => {
    expect(followed(mids).state).toBe(state)
  })

  it('ends with its outcome', () => {
    expect(followed([109.9, 108, 112, 112])).toEqual({ state: 'held', minutes: 2 })
  })

  it('ends without one an hour after the touch, and an hour after a watch without any', () => {
    const waiting = Array.from({ length: 100 }, () => 109.5)
    expect(followed([110, ...waiting])).toEqual({ state: 'left', minutes: 62 })
    expect(followed(waiting)).toEqual({ state: 'watched', minutes: 61 })
  })

  it('is the same upside down', () => {
    const trial = trialOf({ kind: 'VAL', isRandom: false, price: 90, side: -1, unit: 2 }, 0)
    expect([91, 90.1, 92].map((mid, at) => follow(trial, at, mid))).toEqual([true, true, false])
    expect(trial.state).toBe('held')
  })
})
