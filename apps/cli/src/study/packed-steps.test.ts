import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Step } from '../input/reading.ts'
import { packed, unpacked } from './packed-steps.ts'

const receivedUs = fc.integer({ min: 0, max: 2 ** 52 })
const connection = fc.constantFrom('ws1', 'ws2', 'made up')
const frames = fc
  .record({ receivedUs, connection, frame: fc.uint8Array({ maxLength: 40 }) })
  .map((frame): Step => ({ kind: 'frame', ...frame }))
const others: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ receivedUs, connection, kind: fc.constantFrom('opened' as const, 'closed' as const) }),
  fc.record({ receivedUs, path: fc.string(), body: fc.string(), kind: fc.constant('rest' as const) }),
  fc.record({
    kind: fc.constant('part' as const),
    name: fc.constant({ session: 's' }),
    header: fc.constant({ format: 'of-frames' as const, version: 1, source: 'coinbase', simulated: false, session: 's' }),
    simulated: fc.boolean(),
    isContinuing: fc.boolean(),
  }),
)
const series = fc.array(fc.oneof({ weight: 4, arbitrary: frames }, others))

/** Memory of just the size, or one that was used before. */
const memoryOf = (bytes: number): SharedArrayBuffer => new SharedArrayBuffer(bytes)

describe('packed(steps, memoryOf), unpacked(packed)', () => {
  it('are each the other way round', () => {
    fc.assert(
      fc.property(series, (steps) => {
        const message = structuredClone(packed(steps, memoryOf))
        expect(unpacked(message).map(plain)).toEqual(steps.map(plain))
      }),
    )
  })

  it('leave nothing behind in memory that is used again', () => {
    const memory = new SharedArrayBuffer(100_000)
    fc.assert(
      fc.property(series, (steps) => {
        expect(unpacked(packed(steps, () => memory)).map(plain)).toEqual(steps.map(plain))
      }),
    )
  })
})

/** A step whose bytes compare wherever they lie. */
function plain(step: Step): unknown {
  return step.kind === 'frame' ? { ...step, frame: [...step.frame] } : step
}
