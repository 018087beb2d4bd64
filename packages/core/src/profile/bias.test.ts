import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { profileBias, profilePosition } from './bias.ts'

const levels = { poc: 100, vah: 104, val: 98 }

describe('profilePosition(price, { poc, vah, val })', () => {
  it.each([
    [100, 0],
    [104, 1],
    [98, -1],
    [102, 0.5],
    [110, 2.5],
    [95, -2.5],
  ])('puts %d at %d', (price, position) => {
    expect(profilePosition(price, levels)).toBe(position)
  })

  it('puts every price beyond a side without width outside', () => {
    expect(profilePosition(101, { poc: 100, vah: 100, val: 98 })).toBe(1.5)
    expect(profilePosition(99, { poc: 100, vah: 100, val: 98 })).toBe(-0.5)
    expect(profilePosition(99, { poc: 100, vah: 104, val: 100 })).toBe(-1.25)
    expect(profilePosition(102, { poc: 100, vah: 104, val: 100 })).toBe(0.5)
  })

  it('is unknown where the value area is one price', () => {
    for (const price of [99, 100, 101]) expect(profilePosition(price, { poc: 100, vah: 100, val: 100 })).toBeUndefined()
  })

  it('changes sign when prices are mirrored', () => {
    fc.assert(
      fc.property(fc.integer(), fc.nat(50), fc.nat(50), (price, above, below) => {
        const here = profilePosition(price, { poc: 0, vah: above, val: -below })
        const there = profilePosition(-price, { poc: 0, vah: below, val: -above })
        expect(there).toBe(here === undefined ? undefined : 0 - here)
      }),
    )
  })
})

describe('profileBias(position)', () => {
  it.each([
    [0, 'NEUTRAL', 'strong', 'Price at POC (fair value)'],
    [0.1, 'NEUTRAL', 'strong', 'Price at POC (fair value)'],
    [-0.1, 'NEUTRAL', 'strong', 'Price at POC (fair value)'],
    [0.11, 'NEUTRAL', 'weak', 'Price inside the value area'],
    [1, 'NEUTRAL', 'weak', 'Price inside the value area'],
    [-1, 'NEUTRAL', 'weak', 'Price inside the value area'],
    [1.01, 'BULLISH', 'moderate', 'Price above the value area'],
    [1.5, 'BULLISH', 'moderate', 'Price above the value area'],
    [1.51, 'BULLISH', 'strong', 'Price above the value area'],
    [-1.01, 'BEARISH', 'moderate', 'Price below the value area'],
    [-1.51, 'BEARISH', 'strong', 'Price below the value area'],
  ])('reads %d as %s (%s) - %s', (position, bias, strength, reason) => {
    expect(profileBias(position)).toEqual({ bias, strength, reason })
  })
})
