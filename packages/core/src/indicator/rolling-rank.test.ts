import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rollingRank } from './rolling-rank.ts'

const ranks = rollingRank({ widthUs: 150, minSamples: 3 })

describe('rollingRank({ widthUs, minSamples })', () => {
  it('equals a plain count over the samples in the window', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(2), fc.integer({ min: 0, max: 5 })), { maxLength: 300, size: 'max' }),
        fc.nat(5),
        fc.nat(160),
        (steps, value, idle) => {
          const state = ranks.init()
          const plain: [number, number][] = []
          let timeUs = 0
          for (const [dt, sample] of steps) {
            timeUs += dt
            ranks.push(state, timeUs, sample)
            plain.push([timeUs, sample])
          }
          const nowUs = timeUs + idle
          const inside = plain.filter(([at]) => at > nowUs - 150).map(([, sample]) => sample)
          const below = inside.filter((sample) => sample < value).length + inside.filter((sample) => sample === value).length / 2
          expect(ranks.rank(state, nowUs, value)).toEqual(inside.length < 3 ? undefined : below / inside.length)
        },
      ),
    )
  })

  it.each([
    [{ widthUs: 0, minSamples: 1 }, 'widthUs'],
    [{ widthUs: 1, minSamples: 0 }, 'minSamples'],
  ])('refuses %j', (options, name) => {
    expect(() => rollingRank(options)).toThrow(name)
  })
})
