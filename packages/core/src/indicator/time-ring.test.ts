import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clearRows, dropOldest, putRow, rowAt, type TimeRing, timeRing } from './time-ring.ts'

const steps = fc.array(fc.oneof({ weight: 3, arbitrary: fc.nat(50) }, fc.constant('drop' as const)), { maxLength: 400 })

function rowsOf(ring: TimeRing): number[][] {
  return Array.from({ length: ring.count }, (_, rank) => Array.from(ring.rows.slice(rowAt(ring, rank), rowAt(ring, rank) + ring.stride)))
}

describe('timeRing(numbers)', () => {
  it('holds what a sorted array would', () => {
    fc.assert(
      fc.property(steps, (series) => {
        const ring = timeRing(2)
        let plain: number[][] = []
        series.forEach((step, i) => {
          if (step !== 'drop') {
            const at = putRow(ring, step)
            ring.rows[at + 1] = i
            ring.rows[at + 2] = -i
            plain = [...plain, [step, i, -i]].toSorted((a, b) => a[0]! - b[0]!)
          } else if (ring.count > 0) {
            dropOldest(ring)
            plain.shift()
          }
        })
        expect(rowsOf(ring)).toEqual(plain)
      }),
    )
  })

  it('is empty after clearRows()', () => {
    const ring = timeRing(1)
    putRow(ring, 5)
    clearRows(ring)
    expect(rowsOf(ring)).toEqual([])
  })
})
