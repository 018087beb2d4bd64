import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { placeBeside } from './hint-place.ts'

const room = { width: 390, height: 844 }

describe('placeBeside(about, size, room)', () => {
  it('is below, from the left edge on', () => {
    expect(placeBeside({ left: 40, top: 100, width: 20, height: 16 }, { width: 200, height: 40 }, room)).toEqual({ left: 40, top: 120 })
  })

  it('is above at the lower edge, and moves to the left at the right edge', () => {
    expect(placeBeside({ left: 380, top: 820, width: 8, height: 16 }, { width: 200, height: 40 }, room)).toEqual({ left: 182, top: 776 })
  })

  it('is in the window wherever it is asked for', () => {
    fc.assert(
      fc.property(fc.nat(390), fc.nat(844), fc.nat(240), fc.nat(300), (x, y, width, height) => {
        const { left, top } = placeBeside({ left: x, top: y, width: 10, height: 10 }, { width, height }, room)
        expect(left).toBeGreaterThanOrEqual(8)
        expect(top).toBeGreaterThanOrEqual(8)
        expect(left + width).toBeLessThanOrEqual(room.width - 8)
        expect(top + height).toBeLessThanOrEqual(room.height - 8)
      }),
    )
  })
})
