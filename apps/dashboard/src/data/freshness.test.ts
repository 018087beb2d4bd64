import { describe, expect, it } from 'vitest'
import { book, health } from '../testing/resources.ts'
import { freshnessOf, type FreshnessInput, isBookLive, isStale } from './freshness.ts'

const well: FreshnessInput = {
  link: 'open',
  health: health({}),
  heardMs: 1_000,
  nowMs: 1_100,
  clockUs: 50e6,
  isPaused: false,
  pausedAtUs: undefined,
}

describe('freshnessOf(input)', () => {
  it('waits until the service was heard of', () => {
    expect(freshnessOf({ ...well, heardMs: undefined }).state).toBe('waiting')
    expect(freshnessOf({ ...well, health: undefined }).state).toBe('waiting')
  })

  it('is fresh while the service is heard and hears', () => {
    expect(freshnessOf(well)).toEqual({ state: 'fresh', asOfUs: undefined, ageUs: 0 })
  })

  it('is stale from the last thing that the service heard on', () => {
    const silent = freshnessOf({ ...well, heardMs: well.nowMs, health: health({ state: 'stale', silentMs: 14_200 }) })
    expect(silent).toEqual({ state: 'stale', asOfUs: 50e6 - 14_200_000, ageUs: 14e6 })
  })

  it('is gone when the service is not heard for two heartbeats, or two seconds after the connection broke', () => {
    expect(freshnessOf({ ...well, nowMs: 4_900 }).state).toBe('fresh')
    expect(freshnessOf({ ...well, nowMs: 5_100 }).state).toBe('gone')
    expect(freshnessOf({ ...well, link: 'waiting', nowMs: 2_900 }).state).toBe('fresh')
    expect(freshnessOf({ ...well, link: 'waiting', nowMs: 3_100 }).state).toBe('gone')
  })

  it('is of the moment at which the screen was stopped, unless worse is known', () => {
    const paused = { ...well, isPaused: true, pausedAtUs: 47e6 }
    expect(freshnessOf(paused)).toEqual({ state: 'paused', asOfUs: 47e6, ageUs: 3e6 })
    expect(freshnessOf({ ...paused, nowMs: 9_000 }).state).toBe('gone')
  })
})

describe('isBookLive(book, freshness)', () => {
  it('believes nothing but a synced book that is of now', () => {
    const fresh = freshnessOf(well)
    const gone = freshnessOf({ ...well, nowMs: 9_000 })
    expect(isStale(gone)).toBe(true)
    expect(isBookLive(book({}), fresh)).toBe(true)
    expect(isBookLive(book({ state: 'resyncing' }), fresh)).toBe(false)
    expect(isBookLive(book({}), gone)).toBe(false)
    expect(isBookLive(undefined, fresh)).toBe(false)
  })
})
