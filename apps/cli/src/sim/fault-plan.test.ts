import { MINUTE_US } from '@of/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FaultPlan } from './fault-plan.ts'

const options = { seed: 7, perMinute: 30, fromUs: 1_000_000, products: ['BTC-USD'] }

describe('FaultPlan', () => {
  it('plans the same faults, each once, however often it is asked', () => {
    const whole = new FaultPlan(options).until(options.fromUs + 10 * MINUTE_US)
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 10 * 60 }), { maxLength: 30 }), (askedS) => {
        const plan = new FaultPlan(options)
        const parts = askedS.sort((a, b) => a - b).flatMap((at) => plan.until(options.fromUs + at * 1_000_000))
        expect([...parts, ...plan.until(options.fromUs + 10 * MINUTE_US)]).toEqual(whole)
      }),
    )
  })

  it('plans as many as asked for on average, and none that a server cannot play', () => {
    const faults = new FaultPlan(options).until(options.fromUs + 199 * MINUTE_US)
    expect(faults.length / 200).toBeGreaterThan(28)
    expect(faults.length / 200).toBeLessThan(32)
    expect(faults.filter(({ kind }) => kind === 'dns' || kind === 'tls')).toEqual([])
    expect(new Set(faults.map(({ kind }) => kind)).size).toBeGreaterThan(20)
  })
})
