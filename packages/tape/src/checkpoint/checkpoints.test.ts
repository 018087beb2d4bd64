import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { deserialize, serialize } from 'node:v8'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openRecorder } from '../recorder/open-recorder.ts'
import type { Manifest } from '../recording/manifest.ts'
import { readManifest } from '../recording/manifest-file.ts'
import { faultOf } from '../testing/reading.ts'
import { madeUpFrames, newDirectories } from '../testing/recording-folder.ts'
import { checkpointsOf, readCheckpoint, writeCheckpoint } from './checkpoints.ts'

const newDirectory = newDirectories()
const code = 'analysis 1.2.3 preset default'
const state = new Uint8Array(Buffer.from('what was known'))
const header = { source: 'coinbase', simulated: true, session: 's1' }

/** A closed recording of five segments. */
async function five(): Promise<string> {
  const directory = newDirectory()
  const recorder = await openRecorder({ directory, header, code: { name: 'made-up', version: '1' }, segmentUs: 1_000_000 })
  await recorder.write(madeUpFrames(500))
  await recorder.close()
  return directory
}

function fileOf(directory: string, segment: number): string {
  return join(directory, 'checkpoints', `before-00000${segment}.state`)
}

/** Changes what the manifest says. */
async function remanifest(directory: string, change: (manifest: Manifest) => Manifest): Promise<void> {
  writeFileSync(join(directory, 'manifest.json'), JSON.stringify(change((await readManifest(directory))!)))
}

/** The segments with another one in place of one of them. */
function withOther(manifest: Manifest, at: number): Manifest['segments'] {
  return manifest.segments.with(at, { ...manifest.segments[at]!, sha256: 'a'.repeat(64) })
}

describe('writeCheckpoint(key, bytes), readCheckpoint(key)', () => {
  it('are the other way round of each other, before every segment and behind the last', async () => {
    const directory = await five()
    for (const segment of [2, 3, 4, 5, 6]) await writeCheckpoint({ directory, segment, code }, state.with(0, segment))
    for (const segment of [2, 3, 4, 5, 6]) {
      const read = await readCheckpoint({ directory, segment, code })
      expect(read.kind === 'usable' && [...read.bytes]).toEqual(Array.from(state.with(0, segment)))
    }
  })

  it('keep bytes of any length as they are', async () => {
    const directory = await five()
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
        await writeCheckpoint({ directory, segment: 2, code }, bytes)
        const read = await readCheckpoint({ directory, segment: 2, code })
        expect(read.kind === 'usable' && [...read.bytes]).toEqual([...bytes])
      }),
      { numRuns: 20 },
    )
  })

  it('keep what the serializer of Node makes of a state', async () => {
    const directory = await five()
    const known = { books: new Map([['BTC-USD', Float64Array.of(-0, Number.NaN, 1e-8)]]) }
    await writeCheckpoint({ directory, segment: 3, code }, serialize(known))
    const read = await readCheckpoint({ directory, segment: 3, code })
    expect(read.kind === 'usable' && deserialize(read.bytes)).toEqual(known)
  })

  it('put a later one in place of an earlier, and leave no draft', async () => {
    const directory = await five()
    await writeCheckpoint({ directory, segment: 2, code }, state)
    await writeCheckpoint({ directory, segment: 2, code }, Uint8Array.of(7))
    expect(await readCheckpoint({ directory, segment: 2, code })).toMatchObject({ kind: 'usable', bytes: Buffer.of(7) })
    expect(readdirSync(join(directory, 'checkpoints'))).toEqual(['before-000002.state'])
  })

  it('use none of which a bit was changed', async () => {
    const directory = await five()
    await writeCheckpoint({ directory, segment: 2, code }, state)
    const whole = readFileSync(fileOf(directory, 2))
    for (let at = 0; at < whole.length; at++) {
      writeFileSync(fileOf(directory, 2), whole.with(at, whole[at]! ^ (1 << (at % 8))))
      expect(await readCheckpoint({ directory, segment: 2, code }), `byte ${at}`).toMatchObject({ kind: 'damaged' })
    }
  })

  it('use none that was cut or went on', async () => {
    const directory = await five()
    await writeCheckpoint({ directory, segment: 2, code }, state)
    const whole = readFileSync(fileOf(directory, 2))
    for (let length = 0; length < whole.length; length += 7) {
      writeFileSync(fileOf(directory, 2), whole.subarray(0, length))
      expect(await readCheckpoint({ directory, segment: 2, code })).toMatchObject({ kind: 'damaged' })
    }
    writeFileSync(fileOf(directory, 2), Buffer.concat([whole, Buffer.of(0)]))
    expect(await readCheckpoint({ directory, segment: 2, code })).toMatchObject({ kind: 'damaged' })
  })

  it('call one of other segments stale', async () => {
    const directory = await five()
    await writeCheckpoint({ directory, segment: 4, code }, state)
    const before = (await readManifest(directory))!
    for (const at of [0, 1, 2]) {
      await remanifest(directory, () => ({ ...before, segments: withOther(before, at) }))
      expect(await readCheckpoint({ directory, segment: 4, code })).toMatchObject({ kind: 'stale' })
    }
    // Segments may be put together: what was before the fourth is then in another file.
    await remanifest(directory, () => ({ ...before, segments: before.segments.slice(1) }))
    expect(await readCheckpoint({ directory, segment: 4, code })).toMatchObject({ kind: 'stale' })
    await remanifest(directory, () => ({ ...before, segments: before.segments.slice(0, 1) }))
    expect(await readCheckpoint({ directory, segment: 4, code })).toMatchObject({ kind: 'stale' })
    await remanifest(directory, () => ({ ...before, segments: withOther(before, 3) }))
    expect(await readCheckpoint({ directory, segment: 4, code })).toMatchObject({ kind: 'usable' })
  })

  it('call one stale that stands before another segment than it was written for', async () => {
    const directory = await five()
    await writeCheckpoint({ directory, segment: 2, code }, state)
    renameSync(fileOf(directory, 2), fileOf(directory, 3))
    expect(await readCheckpoint({ directory, segment: 3, code })).toMatchObject({ kind: 'stale' })
    expect(await readCheckpoint({ directory, segment: 2, code })).toEqual({ kind: 'missing' })
  })

  it('call one of another code foreign', async () => {
    const directory = await five()
    await writeCheckpoint({ directory, segment: 2, code }, state)
    expect(await readCheckpoint({ directory, segment: 2, code: `${code}+` })).toEqual({
      kind: 'foreign',
      detail: `code: expected ${code}+, received ${code}`,
    })
  })

  it('go on with a recording that has grown since', async () => {
    const directory = newDirectory()
    const recorder = await openRecorder({ directory, header, code: { name: 'made-up', version: '1' }, segmentUs: 1_000_000 })
    const frames = madeUpFrames(500)
    await recorder.write(frames.slice(0, 250))
    await expect.poll(async () => (await readManifest(directory))?.segments.length).toBe(3)
    await expect(writeCheckpoint({ directory, segment: 4, code }, state)).rejects.toThrow(RangeError)
    await writeCheckpoint({ directory, segment: 3, code }, state)
    await recorder.write(frames.slice(250))
    await recorder.close()
    expect(await readCheckpoint({ directory, segment: 3, code })).toMatchObject({ kind: 'usable' })
  })

  it('refuse a segment with nothing before it, and one far beyond the end', async () => {
    const directory = await five()
    for (const segment of [0, 1, 7]) {
      await expect(writeCheckpoint({ directory, segment, code }, state)).rejects.toThrow('expected closed segments before segment')
      expect(await readCheckpoint({ directory, segment, code })).toEqual({ kind: 'missing' })
    }
  })

  it('know no recording where there is none', async () => {
    const directory = newDirectory()
    mkdirSync(directory)
    for (const action of [readCheckpoint({ directory, segment: 2, code }), writeCheckpoint({ directory, segment: 2, code }, state)]) {
      expect(faultOf(await action.catch((error: unknown) => error))).toEqual({ kind: 'is-directory', name: directory })
    }
  })

  it('say what keeps one from being written', async () => {
    const directory = await five()
    writeFileSync(join(directory, 'checkpoints'), '')
    const error = await writeCheckpoint({ directory, segment: 2, code }, state).catch((found: unknown) => found)
    expect(faultOf(error)).toMatchObject({ name: fileOf(directory, 2) })
    expect(existsSync(fileOf(directory, 2))).toBe(false)
  })
})

describe('checkpointsOf(key)', () => {
  it('lists what is there and what it is worth, in the order of the segments', async () => {
    const directory = await five()
    expect(await checkpointsOf({ directory, code })).toEqual([])
    for (const segment of [5, 3, 2]) await writeCheckpoint({ directory, segment, code }, state)
    await writeCheckpoint({ directory, segment: 4, code: 'other' }, state)
    writeFileSync(fileOf(directory, 3), 'nothing of the kind')
    writeFileSync(join(directory, 'checkpoints', 'notes.txt'), 'mine')
    expect(await checkpointsOf({ directory, code })).toEqual([
      { segment: 2, kind: 'usable' },
      { segment: 3, kind: 'damaged' },
      { segment: 4, kind: 'foreign' },
      { segment: 5, kind: 'usable' },
    ])
  })
})
