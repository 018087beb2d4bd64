import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openRecorder } from '../recorder/open-recorder.ts'
import { openTape, openTapes } from '../tape.ts'
import { faultOf, readAll } from '../testing/reading.ts'
import { madeUpFrames, newDirectories } from '../testing/recording-folder.ts'
import { type TextEntry, texts } from '../testing/text-entry.ts'
import type { SegmentInfo } from './manifest.ts'
import { placeOf } from './stretch.ts'

const newDirectory = newDirectories()
const entries = madeUpFrames(500)
const startUs = entries[0]!.receivedUs

/** A closed recording of five segments of a second. */
async function five(): Promise<string> {
  const directory = newDirectory()
  const header = { source: 'coinbase', simulated: true }
  const recorder = await openRecorder({ directory, header, code: { name: 'made-up', version: '1' }, segmentUs: 1_000_000 })
  await recorder.write(entries)
  await recorder.close()
  return directory
}

function framesOf(read: readonly TextEntry[]): string[] {
  return read.flatMap((entry) => (entry.kind === 'frame' ? [entry.frame] : []))
}

const frames = framesOf(texts(entries))

function segment(number: number, firstUs: number | null, lastUs: number | null): SegmentInfo {
  return { file: `segment-00000${number}.of.gz`, state: 'closed', bytes: 0, entries: 0, frames: 0, firstUs, lastUs, connections: {} }
}

describe('openTape({ path }, { fromSegment, untilUs })', () => {
  it('reads the segments that are asked for, and says how many it left out', async () => {
    const directory = await five()
    const cases = [
      [{ fromSegment: 1 }, 0, 500, 0],
      [{ fromSegment: 3 }, 200, 500, 2],
      [{ untilUs: startUs + 1_500_000 }, 0, 200, 3],
      [{ untilUs: startUs + 2_000_000 }, 0, 300, 2],
      [{ untilUs: startUs - 1 }, 0, 0, 5],
      [{ fromSegment: 2, untilUs: startUs + 2_500_000 }, 100, 300, 3],
      [{ fromSegment: 4, untilUs: startUs }, 0, 0, 5],
    ] as const
    for (const [options, from, to, leftOut] of cases) {
      const tape = openTape({ path: directory }, options)
      const { entries: read, error } = await readAll(tape)
      expect(error).toBeUndefined()
      expect(framesOf(read)).toEqual(frames.slice(from, to))
      expect(tape.leftOutSegments).toBe(leftOut)
    }
  })

  it('does not look at what it leaves out, and holds what it reads against the manifest', async () => {
    const directory = await five()
    rmSync(join(directory, 'segment-000001.of.gz'))
    rmSync(join(directory, 'segment-000004.of.gz'))
    writeFileSync(join(directory, 'segment-000009.of.gz'), '')
    const middle = { fromSegment: 2, untilUs: startUs + 2_500_000 }
    expect(await readAll(openTape({ path: directory }, middle))).toMatchObject({ error: undefined })
    writeFileSync(join(directory, 'segment-000002.of.gz'), '')
    expect(faultOf((await readAll(openTape({ path: directory }, middle))).error)).toMatchObject({ kind: 'empty' })
  })

  it('counts as its progress what there is to read', async () => {
    const directory = await five()
    const seen: unknown[] = []
    await readAll(
      openTape({ path: directory }, { fromSegment: 5, onProgress: ({ totalBytes, bytesRead }) => seen.push(totalBytes, bytesRead) }),
    )
    expect(new Set(seen.slice(-2)).size).toBe(1)
  })

  it('goes on to where a recording ends that is still being written', async () => {
    const directory = newDirectory()
    const header = { source: 'coinbase', simulated: true }
    const recorder = await openRecorder({
      directory,
      header,
      code: { name: 'made-up', version: '1' },
      segmentUs: 1_000_000,
      flushEveryMs: 5,
    })
    await recorder.write(entries)
    await expect
      .poll(async () => framesOf((await readAll(openTape({ path: directory }, { fromSegment: 5 }))).entries))
      .toEqual(frames.slice(400))
    expect(faultOf((await readAll(openTape({ path: directory }, { fromSegment: 5 }))).error)).toMatchObject({ kind: 'unclosed' })
    expect(await readAll(openTape({ path: directory }, { untilUs: startUs + 3_500_000 }))).toMatchObject({ error: undefined })
    await recorder.close()
  })

  it('refuses a segment that is not there, and segments of a file', async () => {
    const directory = await five()
    const numberless = await readAll(openTape({ path: directory }, { fromSegment: 6 }))
    expect(numberless.error).toEqual(new RangeError('tape: fromSegment must be the number of a segment, was 6'))
    const path = join(directory, 'segment-000002.of.gz')
    const file = await readAll(openTape({ path }, { fromSegment: 1 }))
    expect(file.error).toEqual(new RangeError(`tape: fromSegment needs a recording in segments, was ${path}`))
  })

  it('reads a file whole, whenever it begins', async () => {
    const path = join(await five(), 'segment-000002.of.gz')
    const tape = openTapes([{ path }], { untilUs: 0 })
    expect(framesOf((await readAll(tape)).entries)).toEqual(frames.slice(100, 200))
    expect(tape.leftOutSegments).toBe(0)
  })
})

describe('placeOf(segments, stretch)', () => {
  it('takes a segment of which nothing is known to begin where the one before it ends', () => {
    const segments = [segment(1, 10, 19), segment(2, null, null), segment(5, null, null), segment(7, 30, 39)]
    expect([5, 18, 19, 29, 30].map((untilUs) => placeOf(segments, { untilUs }).to)).toEqual([0, 1, 3, 3, 4])
    expect(placeOf(segments, { fromSegment: 5 })).toEqual({ from: 2, to: 4 })
  })
})
