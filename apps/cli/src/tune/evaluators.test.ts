import { evaluate } from '@of/backtest'
import { presets } from '@of/signals'
import { describe, expect, it } from 'vitest'
import { evaluatorsOf } from './evaluators.ts'
import { madeUpMoments, madeUpPlan } from './testing/made-up-moments.ts'

const products = [madeUpMoments(200)]
const configs = [1, 2, 3, 4, 5].map((holdMinutes) => ({ ruleSet: presets.brief, holdMinutes }))

describe('evaluatorsOf(products, plan, threads)', () => {
  it('come to what trying comes to', async () => {
    const evaluators = evaluatorsOf(products, madeUpPlan, 1)
    const readings = await Promise.all(configs.map(async (config) => await evaluators.evaluate(config)))
    expect(readings).toEqual(configs.map((config) => evaluate(products, config, madeUpPlan)))
    expect(readings[0]!.trades).toBeGreaterThan(10)
    expect(evaluators.room).toBe(1)
  })

  it('fail with what a thread died of', async () => {
    const evaluators = evaluatorsOf(products, madeUpPlan, 2)
    expect(evaluators.room).toBe(8)
    // Of features that were not collected nothing can be said.
    const evaluation = evaluators.evaluate({ ruleSet: presets.default, holdMinutes: 1 })
    await expect(evaluation).rejects.toMatchObject({ fault: { kind: 'thread-died', detail: expect.stringContaining('directionsOf') } })
    await evaluators.close()
  })
})
