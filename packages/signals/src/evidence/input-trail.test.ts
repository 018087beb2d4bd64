import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { arrivals, ARRIVED_US, trailOf } from '../testing/trail.ts'
import type { TrailEntry } from './input-trail.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const hashOf = (series: readonly TrailEntry[]): string => trailOf(series).evidence().content

describe('InputTrail', () => {
  it('counts what arrived, and the numbers of each connection', () => {
    expect(trailOf(arrivals).evidence()).toEqual({
      content: createHash('sha256')
        .update(`opened ${ARRIVED_US} main 0\n\nrest ${ARRIVED_US + 1} /products 2\n[]\nframe ${ARRIVED_US + 2} main 50\n`)
        .update(
          `{"channel":"l2_data","sequence_num":7,"events":[]}\nframe ${ARRIVED_US + 3} main 40\n{"channel":"l2_data","sequence_num": 19}\n`,
        )
        .update(`frame ${ARRIVED_US + 4} aux 13\nnot even JSON\nclosed ${ARRIVED_US + 5} main 0\n\n`)
        .digest('hex'),
      recording: [{ format: 'of-frames', version: 1, source: 'coinbase', simulated: false }],
      resumedUs: null,
      arrivals: 6,
      frames: 3,
      firstUs: ARRIVED_US,
      lastUs: ARRIVED_US + 5,
      connections: [
        { name: 'aux', frames: 1, firstSequence: null, lastSequence: null, firstUs: ARRIVED_US + 4, lastUs: ARRIVED_US + 4 },
        { name: 'main', frames: 2, firstSequence: 7, lastSequence: 19, firstUs: ARRIVED_US + 2, lastUs: ARRIVED_US + 3 },
      ],
    })
  })

  it('knows the last number that there was, though frames without one follow', () => {
    const frame = { kind: 'frame', connection: 'main', receivedUs: ARRIVED_US + 9, frame: bytes('{"error":"sequence_num"}') } as const
    expect(trailOf([...arrivals, frame]).evidence().connections[1]).toMatchObject({ frames: 3, firstSequence: 7, lastSequence: 19 })
  })

  it('keeps what it said when more arrives', () => {
    const trail = trailOf(arrivals.slice(0, 4))
    const before = trail.evidence()
    const kept = structuredClone(before)
    for (const entry of arrivals.slice(4)) trail.add(entry)
    expect(before).toEqual(kept)
    expect(trail.evidence()).toEqual(trailOf(arrivals).evidence())
  })

  it('has another hash when a byte, a time, a connection or the order is another one', () => {
    const frame = fc.record({
      kind: fc.constant('frame' as const),
      connection: fc.constantFrom('a', 'ab', 'b'),
      receivedUs: fc.integer({ min: 0, max: 20 }),
      frame: fc.uint8Array({ maxLength: 4 }),
    })
    fc.assert(
      fc.property(fc.array(frame, { maxLength: 4 }), fc.array(frame, { maxLength: 4 }), (one, other) => {
        expect(hashOf(one) === hashOf(other)).toBe(JSON.stringify(one) === JSON.stringify(other))
      }),
      { numRuns: 200 },
    )
  })
})
