import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { EventQueue } from './event-queue.ts'
import { eventBytes } from './event-size.ts'
import type { FeedEvent } from './feed-event.ts'

function frame(length: number): FeedEvent {
  return {
    kind: 'arrival',
    receivedUs: 0,
    sequence: undefined,
    arrival: { kind: 'frame', connection: 'ws1', receivedUs: 0, frame: new Uint8Array(length) },
  }
}

function trades(...ids: readonly number[]): FeedEvent {
  const told = ids.map((id) => ({ id, timeUs: 0, price: 1, size: 1, aggressor: 'buy' as const }))
  return { kind: 'trades', receivedUs: 0, product: 'A-USD', trades: told, origin: 'live' }
}

const bytesOf = (batch: readonly FeedEvent[]): number => batch.reduce((sum, event) => sum + eventBytes(event), 0)

describe('a queue of batches', () => {
  it('hands on what waits in its order', () => {
    const queue = new EventQueue(100_000)
    queue.push([frame(1)])
    queue.push([frame(2), frame(3)])
    expect([queue.batches, queue.bytes]).toEqual([2, 606])
    expect(queue.take()).toEqual([frame(1)])
    expect(queue.take()).toEqual([frame(2), frame(3)])
    expect([queue.take(), queue.batches, queue.bytes]).toEqual([undefined, 0, 0])
  })

  it('throws all away when there is no room, and whatever comes until that is taken note of', () => {
    const queue = new EventQueue(1000)
    queue.push([frame(300)])
    queue.push([frame(300)])
    expect([queue.batches, queue.bytes, queue.isOverrun]).toEqual([2, 1000, false])
    expect(queue.takeOverrun()).toBeUndefined()
    queue.push([frame(301)])
    queue.push([frame(1)])
    expect([queue.batches, queue.bytes, queue.take(), queue.isOverrun]).toEqual([0, 0, undefined, true])
    expect(queue.takeOverrun()).toEqual({ batches: 4, bytes: 1702, trades: new Map() })
    expect(queue.takeOverrun()).toBeUndefined()
    queue.push([frame(2)])
    expect(queue.take()).toEqual([frame(2)])
  })

  it('has room for one batch that alone is beyond the bound, and for nothing beside it', () => {
    const queue = new EventQueue(1000)
    queue.push([frame(5000)])
    expect([queue.bytes, queue.isOverrun]).toEqual([5200, false])
    queue.push([frame(1)])
    expect(queue.takeOverrun()).toMatchObject({ batches: 2, bytes: 5401 })
  })

  it('knows which trades were thrown away', () => {
    const queue = new EventQueue(600)
    queue.push([trades(7, 8)])
    queue.push([trades(9, 12), trades(10), trades(3)])
    expect(queue.takeOverrun()?.trades).toEqual(
      new Map([
        [
          'A-USD',
          [
            { from: 3, to: 3 },
            { from: 7, to: 9 },
            { from: 10, to: 10 },
            { from: 12, to: 12 },
          ],
        ],
      ]),
    )
  })

  it('never holds more than its bound but for a batch alone, and loses nothing without saying so', () => {
    const batches = fc.array(fc.array(fc.nat(400).map(frame), { minLength: 1, maxLength: 3 }), { maxLength: 40 })
    const taking = fc.array(fc.boolean(), { minLength: 40, maxLength: 40 })
    fc.assert(
      fc.property(batches, taking, fc.integer({ min: 100, max: 3000 }), (series, takes, most) => {
        const queue = new EventQueue(most)
        const pushed = { batches: 0, bytes: 0 }
        const taken = { batches: 0, bytes: 0 }
        const take = (): boolean => {
          const overrun = queue.takeOverrun()
          if (overrun !== undefined) {
            taken.batches += overrun.batches
            taken.bytes += overrun.bytes
            return true
          }
          const batch = queue.take()
          if (batch === undefined) return false
          taken.batches += 1
          taken.bytes += bytesOf(batch)
          return true
        }
        series.forEach((batch, n) => {
          queue.push(batch)
          pushed.batches += 1
          pushed.bytes += bytesOf(batch)
          if (queue.batches > 1) expect(queue.bytes).toBeLessThanOrEqual(most)
          if (takes[n] === true) take()
        })
        while (take());
        expect(taken).toEqual(pushed)
        expect([queue.batches, queue.bytes]).toEqual([0, 0])
      }),
    )
  })
})
