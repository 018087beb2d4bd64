import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { wallClock } from './wall-clock.ts'

const START_MS = 1_772_366_400_000

function manual(): { clock: () => number; pass: (ms: number) => void; set: (ms: number) => void } {
  let steadyMs = 5000
  let wallMs = START_MS
  return {
    clock: wallClock({ wallMs: () => Math.floor(wallMs), steadyMs: () => steadyMs }),
    pass: (ms) => {
      steadyMs += ms
      wallMs += ms
    },
    set: (ms) => {
      wallMs += ms
    },
  }
}

describe('wallClock(sources)', () => {
  it('tells microseconds between the milliseconds of the wall', () => {
    const { clock, pass } = manual()
    pass(0.25)
    expect(clock()).toBe(START_MS * 1000 + 250)
  })

  it('follows a wall clock that was set forward, as after a sleep', () => {
    const { clock, set } = manual()
    set(3_600_000)
    expect(clock()).toBe((START_MS + 3_600_000) * 1000)
  })

  it('does not follow one that was set a little forward, nor one that was set back', () => {
    const { clock, set, pass } = manual()
    set(200)
    expect(clock()).toBe(START_MS * 1000)
    set(-3_600_000)
    pass(1000)
    expect(clock()).toBe((START_MS + 1000) * 1000)
  })

  it('never goes back, however the wall clock is set', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ pass: fc.double({ min: 0, max: 1e6, noNaN: true }), set: fc.integer({ min: -1e7, max: 1e7 }) })),
        (steps) => {
          const { clock, pass, set } = manual()
          let before = clock()
          for (const step of steps) {
            set(step.set)
            pass(step.pass)
            const now = clock()
            expect(now).toBeGreaterThanOrEqual(before)
            expect(Number.isSafeInteger(now)).toBe(true)
            before = now
          }
        },
      ),
    )
  })

  it('is near the clock of the machine', () => {
    expect(Math.abs(wallClock()() - Date.now() * 1000)).toBeLessThan(1_000_000)
  })
})
