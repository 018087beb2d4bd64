import type { VenueEvent } from '@of/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mergedByReceipt } from './merge.ts'

const lost = (product: string, receivedUs: number): VenueEvent => ({ kind: 'book-lost', product, timeUs: 0, receivedUs, reason: '' })

/** A recording that ends, in batches some of which are empty, or fails behind its last event. */
const recordings = fc.array(
  fc.record({
    steps: fc.array(fc.nat(3), { maxLength: 8 }),
    batches: fc.array(fc.nat(3), { minLength: 1, maxLength: 9 }),
    fails: fc.constantFrom(false, false, false, true),
  }),
  { maxLength: 4 },
)

async function* inBatches(
  events: readonly VenueEvent[],
  sizes: readonly number[],
  fails: boolean,
): AsyncGenerator<readonly VenueEvent[], void, undefined> {
  for (let at = 0, turn = 0; at < events.length; turn++) {
    const size = turn < sizes.length ? sizes[turn]! : 1
    yield events.slice(at, at + size)
    at += size
  }
  await Promise.resolve()
  if (fails) throw new Error('broken')
}

describe('mergedByReceipt(readings)', () => {
  it('puts all events in the order of receipt, of one moment in that of the readings, up to where one fails', async () => {
    await fc.assert(
      fc.asyncProperty(recordings, async (made) => {
        const all = made.map(({ steps }, rank) => {
          let receivedUs = 0
          return steps.map((step) => lost(String(rank), (receivedUs += step)))
        })
        const merged: VenueEvent[] = []
        const reading = mergedByReceipt(made.map(({ batches, fails }, rank) => inBatches(all[rank]!, batches, fails)))
        const error: unknown = await (async () => {
          for await (const batch of reading) merged.push(...batch)
          return undefined
        })().catch((thrown: unknown) => thrown)
        const sorted = all.flat().toSorted((a, b) => a.receivedUs - b.receivedUs || Number(a.product) - Number(b.product))
        expect(merged).toEqual(sorted.slice(0, merged.length))
        expect(error !== undefined).toBe(made.some(({ fails }) => fails))
        if (error === undefined) expect(merged).toHaveLength(sorted.length)
      }),
    )
  })
})
