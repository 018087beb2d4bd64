import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { paced, pacer, waitUs } from './pacer.ts'

describe('waitUs(pacer, nowUs)', () => {
  it('is nothing until as many were done as may be', () => {
    const pace = pacer({ most: 2, perUs: 1000 })
    expect(waitUs(pace, 0)).toBe(0)
    paced(pace, 0)
    expect(waitUs(pace, 0)).toBe(0)
    paced(pace, 400)
    expect([waitUs(pace, 400), waitUs(pace, 999), waitUs(pace, 1000)]).toEqual([600, 1, 0])
  })

  it('keeps every span of time below the bound, and lets it be reached', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), fc.array(fc.nat(500), { maxLength: 60 }), (most, gaps) => {
        const pace = pacer({ most, perUs: 1000 })
        const done: number[] = []
        let nowUs = 0
        for (const gap of gaps) {
          nowUs += gap
          nowUs += waitUs(pace, nowUs)
          paced(pace, nowUs)
          done.push(nowUs)
        }
        for (const atUs of done) expect(done.filter((other) => other >= atUs && other < atUs + 1000).length).toBeLessThanOrEqual(most)
        expect(pace.recent.length).toBeLessThanOrEqual(most)
      }),
    )
  })
})
