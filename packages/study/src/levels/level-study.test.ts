import { normal, sfc32 } from '@of/stats'
import { describe, expect, it } from 'vitest'
import type { LevelFigures, LevelKind } from '../signal-report.ts'
import { LevelStudy } from './level-study.ts'

const STEP_US = 10_000_000
const STEPS = 6 * 60 * 24

/** A day of mids, each with a print at it, where `next` says how the price goes on. */
function studied(next: (price: number, shock: number) => number, seed = 4): Map<LevelKind, LevelFigures> {
  const random = sfc32(seed)
  const study = new LevelStudy(sfc32(seed, 'levels'))
  let price = 1_000
  for (let step = 1; step <= STEPS; step++) {
    price = next(price, normal(random))
    const timeUs = step * STEP_US
    study.onTrade({ id: step, timeUs, price: Math.round(price), size: 1, aggressor: 'buy' })
    study.onMid(timeUs, price, 1)
  }
  return new Map(study.figures().map((figures) => [figures.kind, figures]))
}

describe('LevelStudy', () => {
  it('finds nothing where every price is like any other', () => {
    const walk = studied((price, shock) => price + shock)
    for (const { level, random, verdict } of walk.values()) {
      expect(level.touched + random.touched).toBeGreaterThan(0)
      expect(['not shown', 'not enough data']).toContain(verdict)
    }
  })

  it('finds levels that hold where a price is turned back at one', () => {
    // The price is drawn to a floor at 1,000 that it does not go through: its trades heap up there.
    const floor = studied((price, shock) => Math.abs(price - 1_000 + shock - 0.02 * (price - 1_000)) + 1_000)
    const poc = floor.get('POC')!
    expect(poc.level.holdRate).toBeGreaterThan(poc.random.holdRate! + 0.1)
    expect(poc.verdict).toBe('as claimed')
  })

  it('tells the five kinds, what is claimed of them, and how many were tried', () => {
    const walk = studied((price, shock) => price + shock)
    expect([...walk.values()].map(({ claim, kind }) => `${kind} ${claim}`)).toEqual([
      'POC holds',
      'VAH holds',
      'VAL holds',
      'HVN holds',
      'LVN breaks',
    ])
    for (const { level, random } of walk.values()) {
      expect(level.held + level.broken).toBeLessThanOrEqual(level.touched)
      expect(level.touched).toBeLessThanOrEqual(level.watched)
      expect(random.watched).toBeLessThanOrEqual(3 * level.watched + 3)
    }
  })

  it('lets go of what is open when the book is lost', () => {
    const study = new LevelStudy(sfc32(1))
    study.onMid(1, 100, 1)
    study.onLoss()
    expect(study.figures().every(({ level }) => level.watched === 0)).toBe(true)
  })
})
