import { MINUTE_US } from '@of/core'
import { describe, expect, it } from 'vitest'
import { faultKinds } from './fault.ts'
import { randomFaults } from './random-faults.ts'

const fromUs = 1_790_000_000_000_000
const untilUs = fromUs + 100 * MINUTE_US
const options = { seed: 1, fromUs, untilUs, perMinute: 30, products: ['BTC-USD', 'ETH-USD'] }

describe('randomFaults(options)', () => {
  it('plans about as many a minute as asked for, in order of time, of every kind', () => {
    const faults = randomFaults(options)
    expect(faults.length).toBeGreaterThan(2800)
    expect(faults.length).toBeLessThan(3200)
    expect(new Set(faults.map(({ kind }) => kind))).toStrictEqual(new Set(faultKinds))
    const times = faults.map(({ atUs }) => atUs)
    expect(times).toStrictEqual(times.toSorted((a, b) => a - b))
    expect(times[0]).toBeGreaterThan(fromUs)
    expect(times.at(-1)).toBeLessThan(untilUs)
  })

  it('plans the same for the same seed, and only the kinds that are asked for', () => {
    expect(randomFaults(options)).toStrictEqual(randomFaults(options))
    expect(randomFaults({ ...options, seed: 2 })).not.toStrictEqual(randomFaults(options))
    expect(new Set(randomFaults({ ...options, kinds: ['drop', 'stall'] }).map(({ kind }) => kind))).toStrictEqual(
      new Set(['drop', 'stall']),
    )
  })

  it('refuses to plan none', () => {
    expect(() => randomFaults({ ...options, perMinute: 0 })).toThrow('expected more than 0 a minute, received 0')
  })
})
