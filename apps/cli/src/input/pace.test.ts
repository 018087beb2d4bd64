import type { TapeEntry } from '@of/tape'
import { describe, expect, it } from 'vitest'
import { paced, type PaceClock, processClock } from './pace.ts'

/** Time that passes only while it is waited for. */
function manualClock(): PaceClock & { nowUs: () => number } {
  let nowMs = 0
  return {
    nowMs: () => nowMs,
    nowUs: () => nowMs * 1_000,
    wait: async (ms) => {
      nowMs += ms
    },
  }
}

function frame(receivedUs: number): TapeEntry {
  return { kind: 'frame', connection: 'ws1', receivedUs, frame: Buffer.from('{}') }
}

async function* batched(batches: readonly (readonly TapeEntry[])[]): AsyncGenerator<readonly TapeEntry[]> {
  yield* batches
}

/** When each entry came, in microseconds since the start, and in which batch. */
async function timesOf(
  batches: readonly (readonly TapeEntry[])[],
  speed: number,
  fromUs?: number,
): Promise<(readonly [entry: TapeEntry, atUs: number])[]> {
  const clock = manualClock()
  const times: (readonly [TapeEntry, number])[] = []
  for await (const batch of paced(batched(batches), { speed, fromUs, clock, signal: new AbortController().signal })) {
    expect(batch.length).toBeGreaterThan(0)
    for (const entry of batch) times.push([entry, clock.nowUs()])
  }
  return times
}

const header: TapeEntry = { kind: 'header', header: { format: 'of-frames', version: 1, source: 'coinbase', simulated: true } }

describe('paced(batches, pace)', () => {
  it('hands every entry on once, in order, never early, and late by less than a timer can tell', async () => {
    for (const speed of [0.5, 1, 10]) {
      let nowUs = 1_700_000_000_000_000
      // Gaps of 0 to 30 ms, some of them none, in batches of 1 to 8.
      const batches = Array.from({ length: 60 }, (_, batch) =>
        Array.from({ length: (batch % 8) + 1 }, (__, at) => frame((nowUs += ((batch * 7_919 + at * 104_729) % 30_001) * (at % 3)))),
      )
      const times = await timesOf(batches, speed)
      expect(times.map(([entry]) => entry)).toEqual(batches.flat())
      const firstUs = 1_700_000_000_000_000
      for (const [entry, atUs] of times) {
        const dueUs = entry.kind === 'frame' ? (entry.receivedUs - firstUs) / speed : 0
        expect(Math.abs(atUs - dueUs)).toBeLessThan(2_001)
      }
    }
  })

  it('lets headers by, and what came before the beginning, at once', async () => {
    const times = await timesOf([[header, frame(1_000_000), frame(9_000_000), frame(10_000_000), header, frame(12_000_000)]], 1, 9_500_000)
    expect(times.map(([, atUs]) => atUs)).toEqual([0, 0, 0, 0, 0, 2_000_000])
  })

  it('ends with the reason of an abort while it waits', async () => {
    const controller = new AbortController()
    const reading = (async () => {
      for await (const _ of paced(batched([[frame(0), frame(60_000_000)]]), { speed: 1, signal: controller.signal, clock: processClock }));
    })()
    setImmediate(() => controller.abort())
    await expect(reading).rejects.toHaveProperty('name', 'AbortError')
  })
})
