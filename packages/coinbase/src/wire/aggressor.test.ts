import { describe, expect, it } from 'vitest'
import { aggressorFrom } from './aggressor.ts'

describe('aggressorFrom(makerSide)', () => {
  it('is the side that crossed the spread, not the one that waited', () => {
    expect(aggressorFrom('BUY')).toBe('sell')
    expect(aggressorFrom('SELL')).toBe('buy')
  })
})
