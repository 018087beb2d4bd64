import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Timeline } from './timeline.ts'

describe('Timeline', () => {
  it('runs what is due in order of time, and of planning where times are equal, but for what was called off', () => {
    const plans = fc.array(fc.record({ atUs: fc.nat(20), isOff: fc.boolean() }))
    fc.assert(
      fc.property(plans, (planned) => {
        const timeline = new Timeline(0)
        const ran: number[] = []
        const cancels = planned.map(({ atUs }, index) => timeline.at(atUs, () => ran.push(index)))
        for (const [index, { isOff }] of planned.entries()) if (isOff) cancels[index]?.()
        while (timeline.nextUs < Infinity) timeline.runNext()
        const expected = planned
          .map(({ atUs, isOff }, index) => ({ atUs, isOff, index }))
          .filter(({ isOff }) => !isOff)
          .toSorted((a, b) => a.atUs - b.atUs || a.index - b.index)
        expect(ran).toEqual(expected.map(({ index }) => index))
      }),
    )
  })

  it('never goes back', () => {
    const timeline = new Timeline(10)
    timeline.at(3, () => {})
    expect(timeline.nextUs).toBe(10)
    timeline.reach(5)
    expect(timeline.nowUs).toBe(10)
  })
})
