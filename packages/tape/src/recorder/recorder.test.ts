import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Manifest, SegmentInfo } from '../recording/manifest.ts'
import { readManifest } from '../recording/manifest-file.ts'
import { openTape, openTapes } from '../tape.ts'
import { faultOf, readAll } from '../testing/reading.ts'
import { madeUpFrames, newDirectories } from '../testing/recording-folder.ts'
import { type TextEntry, texts } from '../testing/text-entry.ts'
import type { RecordedEntry } from './entry.ts'
import { openRecorder } from './open-recorder.ts'
import type { Recorder, RecorderOptions } from './recorder.ts'

const newDirectory = newDirectories()
const header = { source: 'coinbase', simulated: true, session: 's1' }
const code = { name: 'made-up', version: '1.2.3' }

function record(directory: string, options: Partial<RecorderOptions> = {}): Promise<Recorder> {
  return openRecorder({ directory, header, code, ...options })
}

/** A closed recording of some entries, handed over in pieces. */
async function recorded(
  entries: readonly RecordedEntry[],
  options: Partial<RecorderOptions> = {},
  pieces: readonly number[] = [100],
): Promise<{ readonly directory: string; readonly manifest: Manifest }> {
  const directory = newDirectory()
  const recorder = await record(directory, options)
  for (let at = 0, turn = 0; at < entries.length; turn++) {
    const size = pieces[turn % pieces.length]!
    await recorder.write(entries.slice(at, at + size))
    at += size
  }
  return { directory, manifest: await recorder.close() }
}

/** What is left of entries once they are written: their numbers stand in the manifest. */
function asRead(entries: readonly RecordedEntry[]): TextEntry[] {
  return texts(entries).map((entry) => Object.assign({ ...entry }, { sequence: undefined }))
}

function withoutHeaders(entries: readonly TextEntry[]): TextEntry[] {
  return entries.filter(({ kind }) => kind !== 'header')
}

const entries = madeUpFrames(500, 200)

/** A recording of five segments, and what the manifest says of them. */
async function five(): Promise<{ readonly directory: string; readonly segments: readonly SegmentInfo[] }> {
  const { directory, manifest } = await recorded(entries, { segmentUs: 1_000_000 })
  return { directory, segments: manifest.segments }
}

describe('openRecorder(options)', () => {
  it('writes what is read back, however it was handed over', async () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 4 })
    await fc.assert(
      fc.asyncProperty(sizes, fc.integer({ min: 1_000, max: 60_000 }), async (pieces, segmentBytes) => {
        const { directory } = await recorded(entries, { segmentBytes }, pieces)
        const reading = await readAll(openTape({ path: directory }))
        expect(reading.error).toBeUndefined()
        expect(withoutHeaders(reading.entries)).toEqual(asRead(entries))
      }),
      { numRuns: 10 },
    )
  })

  it('keeps REST answers and closings in their place', async () => {
    const mixed: RecordedEntry[] = [
      { kind: 'rest', receivedUs: 1, path: '/products?limit=2', body: '[]' },
      { kind: 'opened', connection: 'ws1', receivedUs: 2 },
      { kind: 'frame', connection: 'ws1', receivedUs: 3, frame: Buffer.from('{}') },
      { kind: 'closed', connection: 'ws1', receivedUs: 4 },
    ]
    const { directory } = await recorded(mixed)
    expect(withoutHeaders((await readAll(openTape({ path: directory }))).entries)).toEqual(texts(mixed))
  })

  it('says what it wrote, and hashes the files as they lie there', async () => {
    const { directory, manifest } = await recorded(entries)
    expect(await readManifest(directory)).toEqual(manifest)
    expect(manifest).toMatchObject({ format: 'of-recording', version: 1, ...header, code, state: 'closed', flushEveryMs: 500 })
    expect(Math.abs(manifest.startedUs / 1_000 - Date.now())).toBeLessThan(60_000)
    const [segment] = manifest.segments
    const bytes = readFileSync(join(directory, 'segment-000001.of.gz'))
    expect(manifest.segments).toHaveLength(1)
    expect(segment).toEqual({
      file: 'segment-000001.of.gz',
      state: 'closed',
      bytes: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      entries: 501,
      frames: 500,
      firstUs: entries[0]!.receivedUs,
      lastUs: entries.at(-1)!.receivedUs,
      connections: { ws1: { frames: 500, firstSequence: 0, lastSequence: 499, gaps: 0, lostFrames: 0 } },
    })
    expect(readdirSync(directory).sort()).toEqual(['manifest.json', 'segment-000001.of.gz'])
  })

  it('begins the next segment when one spans its time', async () => {
    const { manifest } = await recorded(entries, { segmentUs: 1_000_000 })
    expect(manifest.segments.map(({ frames }) => frames)).toEqual([100, 100, 100, 100, 100])
    expect(manifest.segments.map(({ file }) => file)).toEqual([1, 2, 3, 4, 5].map((number) => `segment-00000${number}.of.gz`))
    for (const { firstUs, lastUs } of manifest.segments) expect(lastUs! - firstUs!).toBeLessThan(1_000_000)
  })

  it('begins the next segment when one has its size, give or take what is compressed in one go', async () => {
    const { manifest } = await recorded(madeUpFrames(12_000, 200), { segmentBytes: 5_000 })
    expect(manifest.segments.length).toBeGreaterThan(2)
    for (const { bytes } of manifest.segments.slice(0, -1)) expect(bytes).toBeGreaterThanOrEqual(5_000)
    for (const { bytes } of manifest.segments) expect(bytes).toBeLessThan(5_000 + 65_536)
  })

  it('writes segments that can each be read alone, told apart by their headers', async () => {
    const { directory, manifest } = await recorded(entries, { segmentUs: 2_000_000 })
    const readings = await Promise.all(manifest.segments.map(({ file }) => readAll(openTape({ path: join(directory, file) }))))
    expect(readings.map(({ error }) => error)).toEqual([undefined, undefined, undefined])
    expect(readings.map((reading) => reading.entries[0])).toEqual(
      [1, 2, 3].map((segment) => ({ kind: 'header', header: { format: 'of-frames', version: 1, ...header, segment } })),
    )
    expect(readings.flatMap((reading) => reading.entries.slice(1))).toEqual(asRead(entries))
  })

  it('gives a recording a session of its own unless it has one', async () => {
    const anonymous = { header: { source: 'coinbase', simulated: false } }
    const [one, two] = await Promise.all([recorded(entries, anonymous), recorded(entries, anonymous)])
    expect(one.manifest.session).toMatch(/^[0-9a-f-]{36}$/)
    expect(one.manifest.session).not.toBe(two.manifest.session)
  })

  it('has everything in the file half a second after it was handed over, without a further call', async () => {
    const directory = newDirectory()
    const recorder = await record(directory, { flushEveryMs: 20 })
    await recorder.write(entries)
    await expect.poll(async () => withoutHeaders((await readAll(openTape({ path: directory }))).entries)).toEqual(asRead(entries))
    await recorder.close()
  })

  it('goes on bringing to the file what comes later', async () => {
    const directory = newDirectory()
    const recorder = await record(directory, { flushEveryMs: 5 })
    for (let count = 1; count <= 3; count++) {
      await recorder.write(entries)
      await expect
        .poll(async () => withoutHeaders((await readAll(openTape({ path: directory }))).entries).length)
        .toBe(count * entries.length)
    }
    await recorder.close()
  })

  it('closes whole, wherever a flush falls', async () => {
    for (let round = 0; round < 20; round++) {
      const recorder = await record(newDirectory(), { flushEveryMs: 1 })
      void recorder.write(entries)
      await new Promise((resolve) => void setTimeout(resolve, round % 4))
      expect((await recorder.close()).segments).toMatchObject([{ entries: entries.length, state: 'closed' }])
      await expect(recorder.close()).resolves.toMatchObject({ state: 'closed' })
    }
  })

  it('keeps the digest of what an analysis of it comes to', async () => {
    const directory = newDirectory()
    const recorder = await record(directory)
    const digest = { everyUs: 1_000_000, preset: 'default', events: 3, sha256: 'a'.repeat(64) }
    expect((await recorder.close({ digest })).digest).toEqual(digest)
    expect((await readManifest(directory))?.digest).toEqual(digest)
  })

  it('refuses a directory that holds a recording, and leaves it as it is', async () => {
    const { directory } = await recorded(entries)
    const before = readdirSync(directory).map((name) => readFileSync(join(directory, name)))
    await expect(record(directory)).rejects.toMatchObject({ fault: { kind: 'exists', name: directory } })
    rmSync(join(directory, 'manifest.json'))
    renameSync(join(directory, 'segment-000001.of.gz'), join(directory, 'segment-000002.of.gz'))
    await expect(record(directory)).rejects.toMatchObject({ fault: { kind: 'exists', name: directory } })
    expect(readFileSync(join(directory, 'segment-000002.of.gz'))).toEqual(before[1])
  })

  it('writes beside what else is in a directory', async () => {
    const directory = newDirectory()
    mkdirSync(directory)
    writeFileSync(join(directory, 'notes.txt'), 'mine')
    await (await record(directory)).close()
    expect(readdirSync(directory).sort()).toEqual(['manifest.json', 'notes.txt', 'segment-000001.of.gz'])
  })

  it('refuses a file where a directory is to be', async () => {
    const directory = newDirectory()
    writeFileSync(directory, '')
    await expect(record(directory)).rejects.toMatchObject({ fault: { kind: 'cannot-write', name: directory } })
  })

  it('refuses an entry that the format cannot carry, and goes on', async () => {
    const directory = newDirectory()
    const recorder = await record(directory)
    await expect(recorder.write([{ kind: 'opened', connection: 'a b', receivedUs: 1 }])).rejects.toThrow(RangeError)
    await recorder.write(entries)
    expect((await recorder.close()).segments).toMatchObject([{ entries: 501 }])
  })

  it('takes nothing more once it is closed, and closes once', async () => {
    const recorder = await record(newDirectory())
    const [first, second] = await Promise.all([recorder.close(), recorder.close()])
    expect(first).toBe(second)
    await expect(recorder.write(entries)).rejects.toThrow('the recording was closed')
  })

  it('leaves nothing behind of a recording that came to nothing', async () => {
    const directory = newDirectory()
    await (await record(directory)).discard()
    expect(existsSync(directory)).toBe(false)
    mkdirSync(directory)
    writeFileSync(join(directory, 'notes.txt'), 'mine')
    await (await record(directory)).discard()
    expect(readdirSync(directory)).toEqual(['notes.txt'])
    rmSync(join(directory, 'notes.txt'))
    const recorder = await record(directory)
    await recorder.discard()
    expect(readdirSync(directory)).toEqual([])
    await expect(recorder.write(entries)).rejects.toThrow('the recording was closed')
  })

  it('notices that its directory has vanished, and says so ever after', async () => {
    const directory = newDirectory()
    const recorder = await record(directory, { flushEveryMs: 5 })
    rmSync(directory, { recursive: true })
    const fault = { kind: 'cannot-write', name: directory, detail: expect.stringContaining('ENOENT') }
    await expect.poll(() => recorder.write(entries).catch((error: unknown) => faultOf(error))).toMatchObject(fault)
    await expect(recorder.write([])).rejects.toMatchObject({ fault })
    const digest = { everyUs: 1_000_000, preset: 'default', events: 3, sha256: 'a'.repeat(64) }
    await expect(recorder.close({ digest })).rejects.toMatchObject({ fault })
    expect(recorder.manifest).toMatchObject({ state: 'open' })
    expect(recorder.manifest).not.toHaveProperty('digest')
  })

  it('lets the writer wait while more is handed over than the disk has taken', async () => {
    const recorder = await record(newDirectory())
    const large = madeUpFrames(1, 3_000_000)
    let taken = 0
    const first = recorder.write(large).then(() => (taken += 1))
    const second = recorder.write(large).then(() => (taken += 1))
    await first
    expect(taken).toBe(1)
    await second
    // There is room again: this one waits for nothing.
    const third = recorder.write(entries).then(() => (taken += 1))
    await Promise.race([third, new Promise((resolve) => void setImmediate(resolve))])
    expect(taken).toBe(3)
    expect((await recorder.close()).segments[0]?.frames).toBe(2 + 500)
  })
})

describe('openTape({ path }), of a recording', () => {
  it('reads all segments in the order of the manifest, a header before each', async () => {
    const { directory } = await five()
    const { entries: read, error } = await readAll(openTape({ path: directory }))
    expect(error).toBeUndefined()
    expect(read.filter(({ kind }) => kind === 'header')).toHaveLength(5)
    expect(withoutHeaders(read)).toEqual(asRead(entries))
  })

  it('delivers what stands before a missing segment, and then says which it is', async () => {
    const { directory } = await five()
    rmSync(join(directory, 'segment-000003.of.gz'))
    const { entries: read, error } = await readAll(openTape({ path: directory }))
    expect(withoutHeaders(read)).toEqual(asRead(entries.slice(0, 201)))
    expect(faultOf(error)).toEqual({ kind: 'missing-segment', name: directory, segment: 'segment-000003.of.gz' })
  })

  it('tells of a segment that the manifest does not know', async () => {
    const { directory } = await five()
    writeFileSync(join(directory, 'segment-000006.of.gz'), '')
    const { entries: read, error } = await readAll(openTape({ path: directory }))
    expect(withoutHeaders(read)).toEqual(asRead(entries))
    expect(faultOf(error)).toEqual({ kind: 'stray-segments', name: directory, segments: ['segment-000006.of.gz'] })
  })

  it('notices that a segment was replaced by another whole one', async () => {
    const { directory } = await five()
    const path = join(directory, 'segment-000002.of.gz')
    writeFileSync(path, gzipSync(`{"format":"of-frames","version":1,"source":"coinbase","simulated":true}\n`))
    const { entries: read, error } = await readAll(openTape({ path: directory }))
    expect(read).toHaveLength(103)
    expect(faultOf(error)).toMatchObject({ kind: 'damaged', name: path, line: 2, detail: expect.stringContaining('sha256: expected ') })
  })

  it('notices every changed byte of a segment', async () => {
    const { directory } = await recorded(madeUpFrames(3))
    const path = join(directory, 'segment-000001.of.gz')
    const whole = readFileSync(path)
    for (let at = 0; at < whole.length; at++) {
      writeFileSync(path, whole.with(at, whole[at]! ^ 0x10))
      const { error } = await readAll(openTape({ path: directory }))
      expect(faultOf(error)).toMatchObject({ name: path })
    }
  })

  it('reads a recording that is still being written, and says where it ends', async () => {
    const directory = newDirectory()
    const recorder = await record(directory, { flushEveryMs: 5, segmentUs: 2_000_000 })
    await recorder.write(entries)
    await expect.poll(async () => withoutHeaders((await readAll(openTape({ path: directory }))).entries).length).toBe(501)
    expect(faultOf((await readAll(openTape({ path: directory }))).error)).toMatchObject({
      kind: 'unclosed',
      name: directory,
      segment: 'segment-000003.of.gz',
      line: 102,
      lastUs: entries.at(-1)!.receivedUs,
      flushEveryMs: 5,
    })
    expect((await readManifest(directory))?.segments).toMatchObject([
      { state: 'closed', entries: 201 },
      { state: 'closed', entries: 200 },
      { state: 'open', entries: 0, bytes: 0, firstUs: null, connections: {} },
    ])
    await recorder.close()
  })

  it('is not put out by a writer that died between two segments', async () => {
    const { directory, segments } = await five()
    const manifest = (await readManifest(directory))!
    // Before the segment was there, and after it had been finished but not been entered.
    const announced: Manifest = {
      ...manifest,
      state: 'open',
      segments: [...segments, { ...segments[4]!, file: 'segment-000006.of.gz', state: 'open' }],
    }
    const unentered: Manifest = { ...manifest, state: 'open', segments: segments.with(4, { ...segments[4]!, state: 'open', lastUs: null }) }
    for (const [left, segment, line] of [
      [announced, 'segment-000006.of.gz', 1],
      [unentered, 'segment-000005.of.gz', 102],
    ] as const) {
      writeFileSync(join(directory, 'manifest.json'), JSON.stringify(left))
      const { entries: read, error } = await readAll(openTape({ path: directory }))
      expect(withoutHeaders(read)).toEqual(asRead(entries))
      expect(faultOf(error)).toMatchObject({ kind: 'unclosed', segment, line, lastUs: entries.at(-1)!.receivedUs })
    }
  })

  it.each<[string, (manifest: Manifest) => string]>([
    ['no JSON', () => '{'],
    ['of another format', (manifest) => JSON.stringify({ ...manifest, format: 'x' })],
    ['naming segments out of order', (manifest) => JSON.stringify({ ...manifest, segments: manifest.segments.toReversed() })],
    ['naming a segment twice', (manifest) => JSON.stringify({ ...manifest, segments: [...manifest.segments, ...manifest.segments] })],
    [
      'leading out of the directory',
      (manifest) => JSON.stringify({ ...manifest, segments: [{ ...manifest.segments[0], file: '../../secret' }] }),
    ],
  ])('does not read by a manifest that is %s', async (_name, spoilt) => {
    const { directory, manifest } = await recorded(entries, { segmentUs: 1_000_000 })
    writeFileSync(join(directory, 'manifest.json'), spoilt(manifest))
    expect(faultOf((await readAll(openTape({ path: directory }))).error)).toMatchObject({
      kind: 'unknown-format',
      name: join(directory, 'manifest.json'),
    })
  })

  it('says that a manifest is of a later version', async () => {
    const { directory, manifest } = await recorded(entries)
    const name = join(directory, 'manifest.json')
    writeFileSync(name, JSON.stringify({ ...manifest, version: 2, segments: 'elsewhere' }))
    const { error } = await readAll(openTape({ path: directory }))
    expect(faultOf(error)).toEqual({ kind: 'unsupported-version', name, format: 'of-recording', supported: 1, version: 2 })
  })

  it.each<[string, (path: string) => void]>([
    ['a link that leads nowhere', (path) => symlinkSync('nowhere', path)],
    ['a directory', (path) => mkdirSync(path)],
  ])('takes %s for no segment', async (_name, put) => {
    const { directory } = await five()
    rmSync(join(directory, 'segment-000002.of.gz'))
    put(join(directory, 'segment-000002.of.gz'))
    const { error } = await readAll(openTape({ path: directory }))
    expect(faultOf(error)).toEqual({ kind: 'missing-segment', name: directory, segment: 'segment-000002.of.gz' })
  })

  it('counts the bytes of all segments as its progress', async () => {
    const { directory, segments } = await five()
    const totalBytes = segments.reduce((sum, { bytes }) => sum + bytes, 0)
    const seen: unknown[] = []
    await readAll(openTapes([{ path: directory }, { path: directory }], { onProgress: (progress) => seen.push(progress) }))
    expect(seen.at(-1)).toEqual({ bytesRead: 2 * totalBytes, totalBytes: 2 * totalBytes, lines: 2 * (501 + 5) })
  })
})
