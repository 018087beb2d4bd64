import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PaceMeter } from './pace-meter.ts'

describe('PaceMeter', () => {
  it('knows nothing in the first half second', () => {
    const meter = new PaceMeter()
    meter.take(0, 1_000)
    meter.take(1_000, 1_400)
    expect(meter.bytesPerSecond).toBeUndefined()
    meter.take(1_500, 1_600)
    expect(meter.bytesPerSecond).toBeCloseTo(2_500, -3)
  })

  it('tells a rate that does not change exactly, however often it is asked', () => {
    const steps = fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 1, maxLength: 40 })
    fc.assert(
      fc.property(steps, fc.integer({ min: 1, max: 1_000_000 }), (stepsMs, bytesPerMs) => {
        const meter = new PaceMeter()
        let nowMs = 0
        meter.take(0, nowMs)
        for (const stepMs of [...stepsMs, 500]) meter.take((nowMs += stepMs) * bytesPerMs, nowMs)
        expect(meter.bytesPerSecond! / (bytesPerMs * 1_000)).toBeCloseTo(1, 9)
      }),
    )
  })

  it('follows a change within seconds, and is not moved by one burst', () => {
    const meter = new PaceMeter()
    for (let ms = 0; ms <= 20_000; ms += 100) meter.take(ms * 10, ms)
    meter.take(200_000 + 20_000, 20_100)
    expect(meter.bytesPerSecond).toBeLessThan(15_000)
    for (let ms = 100; ms <= 20_000; ms += 100) meter.take(220_000 + ms * 100, 20_100 + ms)
    expect(meter.bytesPerSecond).toBeGreaterThan(95_000)
  })
})
