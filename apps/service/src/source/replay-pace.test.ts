import { describe, expect, it } from 'vitest'
import { ReplayPace } from './replay-pace.ts'

/** A pace on a clock that stands where it is put, ms. */
function paceAt(speed: number) {
  const clock = { ms: 0 }
  const pace = new ReplayPace(speed, () => clock.ms)
  let passed = 0
  /** Lets entries that are a tenth of a second apart pass as far as they are due, and counts them. */
  const due = (): number => {
    while (passed < 1_000 && !pace.isAhead(passed * 100_000)) pace.passed(passed++ * 100_000)
    return passed
  }
  return { clock, pace, due }
}

describe('ReplayPace', () => {
  it('lets entries pass some times faster than they were received', () => {
    const { clock, due, pace } = paceAt(10)
    expect(due()).toBe(1)
    clock.ms = 100
    expect(due()).toBe(11)
    expect(pace.state).toEqual({ atUs: 1_000_000, speed: 10, state: 'running' })
  })

  it('goes on from where it is when its speed is changed or it was paused', () => {
    const { clock, due, pace } = paceAt(1)
    due()
    clock.ms = 1_000
    due()
    pace.change({ paused: true })
    clock.ms = 60_000
    expect([due(), pace.state.state]).toEqual([11, 'paused'])
    pace.change({ paused: false, speed: 2 })
    clock.ms = 60_500
    expect([due(), pace.state.state]).toEqual([21, 'running'])
  })

  it('lets everything pass up to where it is asked to go, also while it is paused, and nothing pass twice', () => {
    const { due, pace } = paceAt(1)
    due()
    pace.change({ paused: true, toUs: 5_050_000 })
    expect(pace.state.state).toBe('seeking')
    expect([due(), pace.state.state]).toEqual([51, 'paused'])
    expect(() => pace.change({ toUs: 4_900_000 })).toThrow(/toUs: expected at least 5000000/)
  })

  it('wakes whoever waits when it is changed, and when it is closed', async () => {
    const { pace } = paceAt(0.01)
    expect(await pace.until(0)).toBe(true)
    const later = pace.until(60_000_000)
    pace.change({ toUs: 60_000_000 })
    expect(await later).toBe(true)
    const never = pace.until(90_000_000)
    pace.close()
    expect(await never).toBe(false)
  })
})
