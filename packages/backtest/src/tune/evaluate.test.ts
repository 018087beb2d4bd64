import { MINUTE_US } from '@of/core'
import { presets } from '@of/signals'
import { sharpe } from '@of/stats'
import { describe, expect, it } from 'vitest'
import { market, START_US } from '../testing/made-up-moments.ts'
import { evaluate } from './evaluate.ts'
import { directionsOf } from './scorer.ts'
import { trade } from './trial.ts'

describe('evaluate(products, config, plan)', () => {
  it('puts an equal part of the money on each product', () => {
    const moments = market(1, 1)
    const config = { ruleSet: presets.brief, holdMinutes: 5 }
    const plan = { open: { fromUs: START_US, toUs: START_US + 1000 * MINUTE_US }, trains: [], shifts: [], feeBps: 1, minTrades: 1 }
    const one = evaluate([moments], config, plan)
    const two = evaluate([moments, { ...moments, product: 'TOO-USD' }], config, plan)
    expect(two.trades).toBe(2 * one.trades)
    for (const [hour, bps] of one.hourlyBps.entries()) expect(two.hourlyBps[hour]).toBeCloseTo(bps, 9)
  })

  it('trades signals of the past and of nowhere else at prices as they were', () => {
    const moments = market(1, 1)
    const open = { fromUs: START_US, toUs: START_US + 1000 * MINUTE_US }
    const config = { ruleSet: presets.brief, holdMinutes: 5 }
    const { nulls } = evaluate([moments], config, { open, trains: [], shifts: [[0], [70], [900]], feeBps: 1, minTrades: 1 })
    const directions = directionsOf(moments, presets.brief).subarray(0, 1000)
    const naive = [0, 70, 900].map((by) => {
      const moved = Int8Array.from({ length: 1440 }, (_, row) => (row < 1000 ? directions[(row - by + 1000) % 1000]! : 0))
      return sharpe(trade(moments, moved, { ...open, holdMinutes: 5, feeBps: 1 }).hourlyBps)
    })
    expect(nulls).toEqual(naive)
    expect(new Set(nulls).size).toBe(3)
  })
})
