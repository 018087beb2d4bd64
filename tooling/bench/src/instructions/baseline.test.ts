import { describe, expect, it } from 'vitest'
import { majorOf, regressions } from './baseline.ts'

describe('regressions', () => {
  it('lets counts fall, and rise by the tolerance', () => {
    expect(regressions({ decode: 1000, all: 4000 }, { decode: 500, all: 4200 }, 0.05)).toEqual([])
  })

  it('names what has risen by more, and what is no longer counted', () => {
    expect(regressions({ decode: 1000, all: 4000 }, { decode: 1051 }, 0.05)).toEqual([
      'decode: expected at most 1050 instructions a frame, received 1051',
      'all: expected 4000 instructions a frame, received none',
    ])
  })
})

describe('majorOf', () => {
  it('is the first number', () => {
    expect(majorOf('v20.19.5')).toBe('20')
  })
})
